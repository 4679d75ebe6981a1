/** The timeline's page: what is known of the run, and what of it is on the screen. */
import type { BookmarkMark, TimelineState, ToPage } from '../../protocol/timeline-view';
import type { Timeline } from '../../protocol/travel';
import { createAsker, keep, kept, listen, send } from './channel';
import { attachDivider } from './divider';
import { draw } from './draw';
import { legendEntries, readout, valueText } from './labels';
import { type Mark, marksOf } from './marks';
import { createOutputPane } from './output';
import { createOverview } from './overview';
import { createPalette } from './palette';
import { including, type Span } from './scale';
import { onThemeChange, readTheme } from './theme';
import { attachTrack } from './track';
import '../editor.css';
import './style.css';

/** All that may be recorded. */
const ALL: Span = { from: 0, to: 2 ** 26 };
const MOST_PARTS = 4096;

const element = (id: string) => document.getElementById(id) as HTMLElement;
const track = element('track');
const canvas = track.querySelector('canvas') as HTMLCanvasElement;
const context = canvas.getContext('2d') as CanvasRenderingContext2D;

let theme = readTheme();
let palette = createPalette();
let state: TimelineState = { is: 'empty' };
let timeline: Timeline | undefined;
let bookmarks: readonly BookmarkMark[] = [];
let marks: readonly Mark[] = [];
/** Absent while all of the run is shown. */
let chosen: Span | undefined = kept().span;
let pointed: { position: number; mark?: Mark } | undefined;

const asker = createAsker<Timeline>();
const output = createOutputPane(element('text'), element('pointed'));
const overview = createOverview(element('overview'), element('thumb'), show);

const wholeOf = ({ begin, end }: Timeline): Span => ({ from: begin, to: end + 1 });

function spanOf(known: Timeline): Span {
  return chosen ?? wholeOf(known);
}

// ---- what the extension tells ----

listen((message: ToPage) => {
  if (message.type === 'state') return enter(message.state);
  if (message.type === 'timeline') asker.answered(message.asked, message.timeline);
  if (message.type === 'output') output.answered(message.asked, message.output);
  if (message.type === 'failed') {
    asker.answered(message.asked, undefined);
    output.answered(message.asked, undefined);
    notice(message.reason);
  }
});

function enter(next: TimelineState): void {
  const other = next.is !== 'empty' && next.program !== kept().program;
  if (next.is === 'empty' || (other && state.is !== 'empty')) forget();
  if (other) {
    keep({ program: next.program, span: undefined });
    chosen = undefined;
  }
  state = next;
  element('empty').hidden = state.is !== 'empty';
  element('session').hidden = state.is === 'empty';
  document.body.dataset.state = state.is;
  notice(state.is === 'running' ? `${state.program} is running…` : '');
  if (state.is !== 'standing') return;
  bookmarks = state.bookmarks;
  ask(true);
}

function forget(): void {
  asker.drop();
  output.clear();
  palette = createPalette();
  timeline = undefined;
  marks = [];
  pointed = undefined;
  redraw();
}

/** Asks for the part that is shown. After the program has moved, its present moment is brought into view. */
function ask(moved: boolean): void {
  const span = chosen ?? ALL;
  // As wide as a pixel, but a token is not divided.
  const buckets = Math.min(Math.max(Math.floor(canvas.clientWidth), 1), MOST_PARTS);
  asker.ask(
    (asked) => send({ type: 'timeline', asked, ...span, buckets }),
    (answer) => receive(answer, moved),
  );
}

function receive(answer: Timeline, moved: boolean): void {
  timeline = answer;
  palette.learn(answer);
  marks = marksOf(answer, bookmarks);
  if (moved) output.show(answer.now);
  if (chosen && moved) {
    const { from } = chosen;
    chosen = including(chosen, wholeOf(answer), answer.now);
    if (chosen.from !== from) ask(false);
  }
  describe(answer);
  redraw();
}

// ---- what a person does ----

function show(span: Span): void {
  if (!timeline) return;
  const whole = wholeOf(timeline);
  chosen = span.from <= whole.from && span.to >= whole.to ? undefined : span;
  keep({ span: chosen });
  if (state.is === 'standing') ask(false);
  redraw();
}

attachTrack(track, {
  shown: () =>
    timeline && state.is === 'standing'
      ? { span: spanOf(timeline), whole: wholeOf(timeline), timeline, marks }
      : undefined,
  point(position, mark) {
    pointed = position === undefined ? undefined : { position, mark };
    redraw();
  },
  goTo(position) {
    pointed = undefined;
    send({ type: 'goTo', position });
  },
  step: (direction) => send({ type: 'step', direction }),
  show,
});
attachDivider(element('divider'), element('session'), kept().split ?? 0.3, (split) =>
  keep({ split }),
);
element('debug-file').addEventListener('click', () => send({ type: 'start', what: 'file' }));
element('open-sample').addEventListener('click', () => send({ type: 'start', what: 'sample' }));

// ---- the screen ----

function notice(text: string): void {
  element('notice').hidden = text === '';
  element('notice').textContent = text;
}

/** For those who cannot see the track. */
function describe({ begin, end, now }: Timeline): void {
  track.setAttribute('aria-valuemin', `${begin}`);
  track.setAttribute('aria-valuemax', `${end}`);
  track.setAttribute('aria-valuenow', `${now}`);
  if (timeline) track.setAttribute('aria-valuetext', valueText(timeline));
}

let scheduled = false;

/** However often something changes, a frame is drawn once. */
function redraw(): void {
  if (scheduled) return;
  scheduled = true;
  requestAnimationFrame(() => {
    scheduled = false;
    paint();
  });
}

function paint(): void {
  const { width, height } = canvas;
  if (!timeline) {
    context.clearRect(0, 0, width, height);
    element('readout').textContent = '';
    element('legend').replaceChildren();
    return;
  }
  const span = spanOf(timeline);
  const size = { width: canvas.clientWidth, height: canvas.clientHeight };
  draw(context, { ...size, span, timeline, marks, palette, theme, pointed: pointed?.position });
  overview.show(span, wholeOf(timeline));
  element('readout').textContent = readout(timeline, pointed);
  element('legend').replaceChildren(...legendEntries(timeline, palette, theme));
}

new ResizeObserver(() => {
  const ratio = window.devicePixelRatio;
  canvas.width = Math.round(canvas.clientWidth * ratio);
  canvas.height = Math.round(canvas.clientHeight * ratio);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  // Drawn at once: a canvas that was resized is empty.
  paint();
  if (state.is === 'standing' && canvas.clientWidth > 0) ask(false);
}).observe(canvas);

onThemeChange(() => {
  theme = readTheme();
  redraw();
});

send({ type: 'ready' });
