/**
 * One program in one engine, and a present moment in it that can go back and forward through what is recorded:
 * nothing is generated again.
 */
import type {
  Access,
  Arrival,
  Backward,
  Forward,
  OtherFuture,
  Parting,
  ProgramFacts,
  SearchRequest,
  SearchResult,
  Stops,
  Survey,
  SurveyRequest,
} from '../debugger/transformer';
import type { Reader } from '../engine/reader';
import type { Walk } from '../engine/walk';
import { MARK } from '../executor/marks';
import type { Model } from '../model/model';
import { isPersons } from '../program/edits';
import type { ProgramInputs } from '../program/inputs';
import { AccessHits } from './access-hits';
import { Accesses } from './accesses';
import { ConditionFault, Conditions } from './conditions';
import { common, type Future, Futures, parting } from './futures';
import { Head, type HeadStop, type Outside } from './head';
import { MemorySize } from './memory-size';
import type { Known } from './messages';
import { search } from './search';
import { StateProbe } from './state-probe';
import { Stretches } from './stretches';
import { survey } from './survey';
import { Tests } from './tests';
import { Trail } from './trail';
import { Watches } from './watches';

/** Tokens that are looked through first when going back, and how much further each next look reaches. */
const REACH = 2 ** 12;
const FURTHER = 4;
/** Tokens that are looked through between two looks outside. */
const STRETCH = 2 ** 20;
/** Tokens that are generated at once in search of the end of an instruction. */
const FEW = 2 ** 8;

/** What is read of the past; of an engine that has not started again. */
interface Past {
  readonly reader: Reader;
  /** Tells `pc` and the call depth. */
  readonly walk: Walk;
  readonly stretches: Stretches;
  readonly probe: StateProbe;
  readonly watches: Watches;
  readonly accesses: Accesses;
  readonly memorySize: MemorySize;
  /** Tells `pc` and the depth of the operand stack. */
  readonly stackWalk: Walk;
}

/** Where a search has led. */
interface Found {
  readonly position: number;
  readonly arrival: Arrival;
}

export class Journey {
  readonly head: Head;
  private readonly futures = new Futures();
  /** Positions at which a person changed something. */
  edits: readonly number[] = [];
  /** How often recorded tokens were dropped. */
  dropped = 0;
  /** Tokens up to the present moment. */
  cursor = 0;
  private begin = 0;
  private facts: ProgramFacts = { frameSize: 0, begins: new Uint8Array() };
  private tests = new Tests(0);
  private readonly accessHits = new AccessHits();
  private known: Past | undefined;
  private readonly conditions = new Conditions(() => this.past.probe, {
    memorySize: () => this.past.memorySize,
    stackDepth: (asOf) => this.past.stackWalk.at(asOf + 1)[1],
  });
  private stops: Stops = { marks: new Uint8Array(), level: 0, tests: [], watches: [] };

  constructor(
    private readonly model: Model,
    known: Known,
    outside: Outside,
  ) {
    this.head = new Head(model, known, outside);
  }

  read(prompt: Int32Array, inputs: ProgramInputs, facts: ProgramFacts): void {
    this.head.read(prompt, inputs);
    this.facts = facts;
    this.begin = prompt.length;
    this.cursor = prompt.length;
    this.tests = new Tests(prompt.length);
  }

  /** The engine has another reader each time that it starts again. */
  get past(): Past {
    const { reader } = this.head.engine;
    if (this.known?.reader !== reader) {
      const probe = new StateProbe(this.model, reader, this.facts.frameSize);
      const accesses = new Accesses(reader, probe);
      const walk = reader.walk(['pc', 'call depth']);
      const watches = new Watches({
        probe,
        accesses,
        hits: this.accessHits,
        token: (position) => reader.token(position),
      });
      watches.use(this.stops.watches);
      this.known = {
        reader,
        probe,
        watches,
        accesses,
        walk,
        stretches: new Stretches(walk, this.facts.begins.length),
        stackWalk: reader.walk(['pc', 'stack depth']),
        memorySize: new MemorySize(this.model, reader),
      };
    }
    return this.known;
  }

  // ---- forward ----

  forward({ budget, leaving, ...stops }: Forward): Arrival {
    this.start(stops);
    const recorded = this.head.length;
    const inPast = this.cursor < recorded;
    if (inPast) {
      const found = this.findForward(this.cursor, recorded, leaving);
      if (found) return this.stand(found);
    }
    this.cursor = recorded;
    const arrival = this.generate(recorded + budget, leaving && !inPast);
    this.head.write();
    return arrival;
  }

  /** Takes in some more of the past, for searches to come; returns whether there may be more. */
  prepare(): boolean {
    return this.past.stretches.takeIn(this.head.length);
  }

  private start(stops: Stops): void {
    this.stops = stops;
    this.head.begin();
    this.past.watches.use(stops.watches);
    this.tests.use(stops.tests, (condition) => this.conditions.compile(condition));
    this.tests.catchUp(this.past.walk, this.cursor);
  }

  private stand({ position, arrival }: Found): Arrival {
    this.cursor = position;
    this.tests.reached(position);
    return arrival;
  }

  /** The first place in the past, from one position on, at which something stops. */
  private findForward(from: number, to: number, leaving: boolean): Found | undefined {
    for (let begin = from; begin < to; begin += STRETCH) {
      const end = Math.min(to, begin + STRETCH);
      const watched = this.watchedForward(begin, end);
      let arrival: Arrival | undefined;
      const limit = watched ? watched.position : end;
      const position = this.past.stretches.forward(begin, limit, this.stops, (at, pc, depth) => {
        if (this.stops.marks[pc] === 0 || (leaving && at === from)) return false;
        arrival = this.stopAt(at, pc, depth);
        return arrival !== undefined;
      });
      if (arrival) return { position, arrival };
      if (watched) return watched;
      if (this.head.pauses()) {
        const place = this.past.walk.last(begin, end);
        if (place > from) return { position: place, arrival: { kind: 'paused' } };
      }
    }
    return undefined;
  }

  /** Whether something stops where an operation begins that has a mark. */
  private stopAt(position: number, pc: number, depth: number): Arrival | undefined {
    const { marks, level } = this.stops;
    const side = depth < level ? MARK.below : depth === level ? MARK.at : MARK.above;
    const steps = (marks[pc] & side) !== 0;
    try {
      const passed = marks[pc] & MARK.stop ? this.tests.passed(position, pc, depth) : [];
      if (!passed || passed.length > 0 || steps) return { kind: 'mark', passed, steps };
    } catch (error) {
      if (!(error instanceof ConditionFault)) throw error;
      return { kind: 'mark', failure: { text: error.condition.text, reason: error.fault } };
    }
    return undefined;
  }

  /** Where the first access to something watched is over, of those by the tokens [from, to). */
  private watchedForward(from: number, to: number): Found | undefined {
    const { watches } = this.past;
    const accesses = watches.any ? watches.first(from, to) : [];
    if (accesses.length === 0) return undefined;
    const position = this.placeAfter(accesses[0].position);
    return position < 0 ? undefined : { position, arrival: { kind: 'watch', accesses } };
  }

  /** Where the first instruction of the module begins at or after a position; -1 if none is recorded. */
  private endOfInstruction(from: number, to: number): number {
    const { begins } = this.facts;
    return this.past.walk.forward(from, to, (_, pc) => begins[pc] === 1);
  }

  /** The same behind a token of the past; the next one may begin where the head stands. */
  private placeAfter(position: number): number {
    const { length } = this.head;
    const place = this.endOfInstruction(position + 1, length);
    const [pc] = this.past.walk.at(length);
    return place < 0 && this.facts.begins[pc] === 1 ? length : place;
  }

  private generate(end: number, leaving: boolean): Arrival {
    const { head } = this;
    head.engine.watch(this.stops);
    let checked = head.length;
    let accesses: readonly Access[] = [];
    const checkpoint = () => {
      if (!this.past.watches.any) return false;
      accesses = this.past.watches.first(checked, head.length);
      checked = head.length;
      return accesses.length > 0;
    };
    for (let leaves = leaving; ; leaves = true) {
      const stop = head.run(end, leaves, checkpoint);
      if (stop === 'checkpoint' || checkpoint()) return this.accessed(accesses);
      this.cursor = head.length;
      if (stop !== 'mark') {
        this.tests.reached(this.cursor);
        return { kind: stop };
      }
      const arrival = this.stopAt(head.length, ...head.engine.watched());
      if (arrival) return this.stand({ position: head.length, arrival });
    }
  }

  /** Goes to where an instruction is over that has accessed something; what was generated beyond it is dropped. */
  private accessed(accesses: readonly Access[]): Arrival {
    const { head } = this;
    const from = accesses[0].position + 1;
    for (;;) {
      const place = this.endOfInstruction(from, head.length);
      if (place >= 0) {
        this.cut(place);
        break;
      }
      const stop: HeadStop = head.run(head.length + FEW, true, () => false);
      // It may begin right here, where nothing is recorded yet.
      if (stop !== 'budget' && stop !== 'mark') break;
      if (stop === 'mark' && this.facts.begins[head.engine.watched()[0]] === 1) break;
    }
    return this.stand({ position: head.length, arrival: { kind: 'watch', accesses } });
  }

  /** Drops what is recorded from a position on. */
  private cut(position: number): void {
    if (position === this.head.length) return;
    this.head.host.cut(position);
    this.head.truncate(position);
    this.tests.cut(position);
    this.accessHits.cut(position);
    this.edits = this.edits.filter((at) => at < position);
    this.dropped++;
    this.known = undefined;
  }

  // ---- back ----

  /** Looks through what came before this place, further and further back, until something stops there. */
  backward({ groups, into, ...stops }: Backward): Arrival {
    this.start(stops);
    const here = this.cursor;
    const watched = this.watchedBackward(here);
    const first = watched?.position ?? this.begin;
    if (!stops.marks.every((mark) => mark === 0)) {
      let tested = here;
      for (let reach = REACH; ; reach *= FURTHER) {
        const begin = Math.max(first, here - reach);
        const trail = new Trail(stops, groups, into);
        this.past.stretches.forward(begin, here, stops, (position, pc, depth) => {
          if (stops.marks[pc] !== 0) trail.meet(position, pc, depth);
          return false;
        });
        const step = trail.step(begin === this.begin);
        const stop = this.lastPassed(trail, step, tested);
        const place = Math.max(step, stop?.position ?? -1);
        if (place >= 0)
          return this.stand({
            position: place,
            arrival:
              stop?.position === place ? stop.arrival : { kind: 'mark', passed: [], steps: true },
          });
        tested = begin;
        if (begin === first) break;
        if (this.head.pauses()) return { kind: 'paused' };
      }
    }
    if (watched) return this.stand(watched);
    return this.stand({ position: this.begin, arrival: { kind: 'start' } });
  }

  /** The last of the marks that stop whatever comes, between two positions, whose tests are passed. */
  private lastPassed(trail: Trail, after: number, before: number): Found | undefined {
    for (const { position, pc, depth } of trail.lastStops()) {
      if (position < after) return undefined;
      if (position >= before) continue;
      const arrival = this.stopAt(position, pc, depth);
      if (arrival) return { position, arrival };
    }
    return undefined;
  }

  /** Where the last access to something watched was over, before a position. */
  private watchedBackward(here: number): Found | undefined {
    const { watches } = this.past;
    if (!watches.any) return undefined;
    for (let end = here; ; ) {
      const accesses = watches.last(this.begin, end);
      if (accesses.length === 0) return undefined;
      const position = this.placeAfter(accesses[0].position);
      if (position >= 0 && position < here)
        return { position, arrival: { kind: 'watch', accesses } };
      end = accesses[0].position;
    }
  }

  // ---- anywhere ----

  /** Goes to the last operation that begins at or before a recorded position. */
  goTo(position: number): void {
    const { length } = this.head;
    const place = this.past.walk.last(this.begin, Math.min(position + 1, length));
    this.cursor = position >= length ? length : Math.max(this.begin, place);
  }

  /** Appends tokens of a person's here. What was recorded beyond is kept as another future. */
  edit(tokens: readonly number[], change: string): void {
    const { head, cursor } = this;
    if (cursor < head.length) {
      if (head.host.hasFilesFrom(cursor)) throw new NotExact();
      this.futures.keep(this.recorded(change));
      this.cut(cursor);
    }
    this.edits = [...this.edits, head.length];
    for (const token of tokens) head.engine.append(token);
    this.cursor = head.length;
  }

  private recorded(change: string): Future {
    const { tokens, edits, head } = this;
    return { tokens: Uint16Array.from(tokens), host: head.host.recorded(), edits, change };
  }

  /** Makes another future the present one, from where they part; the present one is kept. */
  switchTo(id: number): void {
    const { head, begin, futures } = this;
    const future = futures.get(id);
    const fork = begin + common(future.tokens, this.tokens);
    if (head.host.hasFilesFrom(fork)) throw new NotExact();
    futures.replace(id, this.recorded(future.change));
    this.cut(fork);
    head.host.cut(begin);
    head.host.restore(future.host);
    this.edits = future.edits;
    if (future.tokens.length > fork - begin)
      head.engine.read(Int32Array.from(future.tokens.subarray(fork - begin)));
    this.cursor = fork;
  }

  /** All other futures, as they compare with the present one. */
  others(): readonly OtherFuture[] {
    const all = this.futures.all();
    if (all.length === 0) return [];
    const present = this.tokens;
    return all.map(([id, { tokens, change }]) => {
      const same = common(tokens, present);
      return { id, fork: this.begin + same, length: tokens.length - same, change };
    });
  }

  /** Where another future differs from the present one, apart from what a person wrote. */
  compare(id: number): Parting {
    const { tokens } = this.futures.get(id);
    const { here, there, same } = parting(this.tokens, tokens, isPersons);
    const at = (token: { index: number; token: number } | undefined) =>
      token && { position: this.begin + token.index, token: token.token };
    return { here: at(here), there: at(there), same };
  }

  /** Tokens from the end of the prompt on. */
  private get tokens(): Int32Array {
    return this.head.engine.tokens(this.begin, this.head.length);
  }

  survey(request: SurveyRequest): Survey {
    return survey(request, this.past.walk, this.head.host.record);
  }

  search(request: SearchRequest): SearchResult {
    return search(request, { ...this.past, begin: this.begin, edits: this.edits });
  }
}

/** What cannot be done exactly. */
export class NotExact extends Error {
  constructor() {
    super(
      'What the program did with files since then cannot be undone, so another future would not be exact: ' +
        'change the value at the latest moment, or run the program without "directory".',
    );
  }
}
