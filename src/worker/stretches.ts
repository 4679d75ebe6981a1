/**
 * Searching the past for marks by stretches of it: of each is known which operations it has and how shallow its calls
 * become, so that one in which no mark can matter is passed over.
 */
import type { Visit, Walk } from '../engine/walk';
import { MARK, type Watching } from '../executor/marks';

/** Tokens of a stretch: one that is not passed over is walked through in a few milliseconds. */
const STRETCH = 2 ** 16;

/** A bit for each value of pc. */
type Places = Uint32Array;

interface Digest {
  readonly places: Places;
  /** The least call depth. */
  readonly depth: number;
}

/** Where a mark can matter in a stretch whose least call depth is below the level, at it or above. */
interface Relevant {
  readonly below: Places;
  readonly at: Places;
  readonly above: Places;
}

const ALWAYS = MARK.stop | MARK.count;

export class Stretches {
  private readonly known: Digest[] = [];
  private sought: { readonly watching: Watching; readonly relevant: Relevant } | undefined;

  /** `places`: values of pc. */
  constructor(
    private readonly walk: Pick<Walk, 'digest' | 'forward'>,
    private readonly places: number,
    private readonly size = STRETCH,
  ) {}

  /** Takes in the next stretch, if all of it lies before `end`. */
  takeIn(end: number): boolean {
    const begin = this.known.length * this.size;
    if (begin + this.size > end) return false;
    const places = new Uint32Array(Math.ceil(this.places / 32));
    const depth = this.walk.digest(begin, begin + this.size, places);
    this.known.push({ places, depth });
    return true;
  }

  /** As `walk.forward`, but not every operation is visited: none is missed whose mark can matter. */
  forward(from: number, to: number, watching: Watching, visit: Visit): number {
    for (let begin = from; begin < to; ) {
      const stretch = Math.floor(begin / this.size);
      const end = Math.min(to, (stretch + 1) * this.size);
      if (this.mayHold(stretch, watching)) {
        const found = this.walk.forward(begin, end, visit);
        if (found >= 0) return found;
      }
      begin = end;
    }
    return -1;
  }

  private mayHold(stretch: number, watching: Watching): boolean {
    const known = this.known[stretch];
    if (!known) return true;
    if (this.sought?.watching !== watching)
      this.sought = { watching, relevant: relevantOf(watching) };
    const { level } = watching;
    const { below, at, above } = this.sought.relevant;
    const relevant = known.depth < level ? below : known.depth === level ? at : above;
    return known.places.some((places, i) => (places & relevant[i]) !== 0);
  }
}

function relevantOf({ marks }: Watching): Relevant {
  const placesOf = (flags: number) => {
    const places = new Uint32Array(Math.ceil(marks.length / 32));
    marks.forEach((mark, pc) => {
      if (mark & flags) places[pc >> 5] |= 1 << (pc & 31);
    });
    return places;
  };
  return {
    below: placesOf(ALWAYS | MARK.below | MARK.at | MARK.above),
    at: placesOf(ALWAYS | MARK.at | MARK.above),
    above: placesOf(ALWAYS | MARK.above),
  };
}
