/** Draws the timeline: from above, marks, the profile of the call depth, what was written, and the scale. */
import { grouped } from '../../protocol/numbers';
import type { Timeline } from '../../protocol/travel';
import type { Mark } from './marks';
import type { Palette } from './palette';
import { type Span, ticks, toPixel } from './scale';
import type { Theme } from './theme';

export interface Scene {
  /** In CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** What is shown; the timeline may still tell of another part. */
  readonly span: Span;
  readonly timeline: Timeline;
  readonly marks: readonly Mark[];
  readonly palette: Palette;
  readonly theme: Theme;
  /** The moment under the pointer. */
  readonly pointed?: number;
}

const MARKS = 22;
/** Middles of the two rows of marks: another future begins where a person changed something. */
const ROWS = { bookmark: 7, hit: 7, edit: 7, branch: 17 };
const SCALE = 16;
const OUTPUT = 12;
const LABEL_GAP = 120;

type Canvas = CanvasRenderingContext2D;

export function draw(canvas: Canvas, scene: Scene): void {
  canvas.clearRect(0, 0, scene.width, scene.height);
  canvas.font = scene.theme.font;
  canvas.textBaseline = 'middle';
  drawScale(canvas, scene);
  drawProfile(canvas, scene);
  drawOutput(canvas, scene);
  for (const mark of scene.marks) drawMark(canvas, scene, mark);
  drawMoment(canvas, scene, scene.timeline.now, true);
  if (scene.pointed !== undefined) drawMoment(canvas, scene, scene.pointed, false);
}

/** Left and right pixel of a part of the timeline; parts that are next to each other leave no gap. */
function partAt({ span, width, timeline: { from, to, depth } }: Scene, part: number) {
  const token = (i: number) => from + ((to - from) * i) / depth.length;
  const left = Math.round(toPixel(span, width, token(part)));
  const right = Math.round(toPixel(span, width, token(part + 1)));
  return { left, width: Math.max(right - left, 1) };
}

function drawProfile(canvas: Canvas, scene: Scene): void {
  const { height, timeline, palette, theme } = scene;
  const { depth, busiest, functions } = timeline;
  const bottom = height - SCALE - OUTPUT;
  const room = bottom - MARKS;
  const deepest = Math.max(1, ...depth);
  const colours = functions.map((name) => theme.functions[palette.of(name)]);
  depth.forEach((value, part) => {
    if (busiest[part] < 0) return;
    const { left, width } = partAt(scene, part);
    if (left + width < 0 || left > scene.width) return;
    const tall = Math.max(Math.round((room * value) / deepest), 2);
    canvas.fillStyle = colours[busiest[part]];
    canvas.fillRect(left, bottom - tall, width, tall);
  });
  canvas.fillStyle = theme.faint;
  canvas.fillRect(0, bottom, scene.width, 1);
}

/** The taller, the more was written; a single byte can be seen too. */
function drawOutput(canvas: Canvas, scene: Scene): void {
  const { height, timeline, theme } = scene;
  const bottom = height - SCALE;
  const most = Math.log2(1 + Math.max(1, ...timeline.written));
  canvas.fillStyle = theme.output;
  timeline.written.forEach((bytes, part) => {
    if (bytes === 0) return;
    const { left, width } = partAt(scene, part);
    const tall = 3 + ((OUTPUT - 5) * Math.log2(1 + bytes)) / most;
    canvas.fillRect(left, bottom - tall, Math.max(width, 1), tall);
  });
}

function drawScale(canvas: Canvas, { span, width, height, theme }: Scene): void {
  canvas.textAlign = 'left';
  for (const token of ticks(span, width, LABEL_GAP)) {
    const x = Math.round(toPixel(span, width, token));
    const label = grouped(token);
    canvas.fillStyle = theme.faint;
    canvas.globalAlpha = 0.35;
    canvas.fillRect(x, MARKS, 1, height - MARKS);
    canvas.globalAlpha = 1;
    if (x + canvas.measureText(label).width + 4 < width)
      canvas.fillText(label, x + 4, height - SCALE / 2);
  }
}

/** Each kind has a shape of its own, so that none is told by its colour alone. */
function drawMark(canvas: Canvas, { span, width, theme }: Scene, { kind, position }: Mark): void {
  const x = Math.round(toPixel(span, width, position));
  if (x < -6 || x > width + 6) return;
  const y = ROWS[kind];
  canvas.fillStyle = canvas.strokeStyle = theme[kind];
  canvas.beginPath();
  if (kind === 'hit') canvas.arc(x, y, 3.5, 0, 2 * Math.PI);
  if (kind === 'edit') polygon(canvas, [x, y - 5], [x + 5, y], [x, y + 5], [x - 5, y]);
  if (kind === 'bookmark')
    polygon(canvas, [x - 4, y - 6], [x + 4, y - 6], [x + 4, y + 6], [x, y + 2], [x - 4, y + 6]);
  if (kind === 'branch') {
    canvas.lineWidth = 2;
    polyline(canvas, [x, y + 5], [x, y], [x - 4, y - 4]);
    polyline(canvas, [x, y], [x + 4, y - 4]);
    canvas.stroke();
  } else canvas.fill();
}

/** The present moment is a line with a head; the one under the pointer is dashed. */
function drawMoment(canvas: Canvas, scene: Scene, token: number, present: boolean): void {
  const { span, width, height, theme } = scene;
  const x = Math.round(toPixel(span, width, token));
  if (x < 0 || x > width) return;
  canvas.strokeStyle = canvas.fillStyle = present ? theme.now : theme.text;
  canvas.lineWidth = present ? 2 : 1;
  canvas.setLineDash(present ? [] : [3, 3]);
  canvas.beginPath();
  polyline(canvas, [x, present ? MARKS : 0], [x, height - SCALE]);
  canvas.stroke();
  canvas.setLineDash([]);
  if (!present) return;
  canvas.beginPath();
  polygon(canvas, [x - 5, MARKS - 6], [x + 5, MARKS - 6], [x, MARKS + 2]);
  canvas.fill();
}

type Point = readonly [x: number, y: number];

function polyline(canvas: Canvas, ...[start, ...rest]: Point[]): void {
  canvas.moveTo(...start);
  for (const point of rest) canvas.lineTo(...point);
}

function polygon(canvas: Canvas, ...points: Point[]): void {
  polyline(canvas, ...points);
  canvas.closePath();
}
