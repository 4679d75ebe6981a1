/** What the extension tells and asks a person. Where something cannot be done: what, and what to do about it. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import { grouped } from '../protocol/numbers';
import type { Difference, Moment, TokenHere, Writer } from '../protocol/travel';
import type { Range } from './travel/token-number';

const OPEN_SAMPLE = 'Open a Sample';

export const say = {
  nothingToRun: () =>
    show('There is no program to debug: open a .c, .wat or .wasm file and start again.'),
  notAProgram: (file: string) =>
    show(
      `${path.basename(file)} is not a program that Stepformer can run: ` +
        'open a .c, .wat or .wasm file, or name one as "program" in launch.json.',
    ),
  /** The adapter's own words, which say what to do. */
  launchFailed: (reason: string) => {
    vscode.window.showErrorMessage(reason);
  },
  noSamples: (folder: string) =>
    show(`The samples could not be read from ${folder}: install the extension again.`),
  notWritten: (file: string, reason: string) =>
    show(`${file} could not be written (${reason}): open another folder and try again.`),

  noTour: (file: string) =>
    show(
      `${path.basename(file)} is not as it came, so that the tour does not find its way: delete it and take the tour again.`,
    ),

  noSession: () =>
    inform('No program runs in the transformer: open a .c, .wat or .wasm file and press F5.'),
  /** The adapter's own words. */
  refused: (reason: string) => {
    vscode.window.showErrorMessage(reason);
  },
  noLine: () => inform('There is no line here: put the cursor into a line of the program.'),
  lineNotRun: (line: number) =>
    inform(
      `No token belongs to line ${line} so far: choose a line that has code and has run before the present moment.`,
    ),
  saved: async (name: string, file: vscode.Uri): Promise<void> => {
    const open = 'Open It';
    if ((await vscode.window.showInformationMessage(`${name} is saved.`, open)) === open)
      await vscode.commands.executeCommand('vscode.open', file);
  },
  noExpression: () =>
    inform('There is no variable here: put the cursor on one, or select an expression.'),
  noBookmarks: () =>
    inform('There are no bookmarks for this program: add one with “Stepformer: Add Bookmark”.'),
  noFutures: () =>
    inform('There is one future only: another begins when you go back and change a value.'),

  /** Whether the person wants to see the file. */
  exported: async (file: string, bytes: number): Promise<boolean> => {
    const text = `The trace is in ${path.basename(file)} (${grouped(bytes)} bytes).`;
    return (await vscode.window.showInformationMessage(text, 'Open')) === 'Open';
  },
  exportedHeads: async (folder: string, bytes: number): Promise<boolean> => {
    const text = `The heads are in ${path.basename(folder)} (${grouped(bytes)} bytes), for HeadVis.`;
    const show = 'Show the Folder';
    return (await vscode.window.showInformationMessage(text, show)) === show;
  },
  /** Whether the person wants to be where they were before. */
  writtenBy: async (name: string, writer: Writer): Promise<boolean> => {
    const back = 'Go Back to Where I Was';
    return (await vscode.window.showInformationMessage(writerText(name, writer), back)) === back;
  },
  differs: async (difference: Difference): Promise<'go' | 'switch' | undefined> => {
    const go = 'Go to That Token';
    const change = 'Switch to the Other Future';
    const actions = difference.here ? [go, change] : [change];
    const text = differenceText(difference);
    const answer = await vscode.window.showInformationMessage(text, ...actions);
    return answer === go ? 'go' : answer === change ? 'switch' : undefined;
  },
};

/**
 * Of a question that comes right behind another: the editor gives the focus back to the page that had it before, and
 * late, which would close the question.
 */
const followsAnother = { ignoreFocusOut: true } as const;

/** Questions: what stands in input boxes and lists. */
export const prompts = {
  token: ({ begin, end, now }: Range) => ({
    title: 'Go to Token',
    prompt:
      `${grouped(begin)} to ${grouped(end)} are recorded; the program runs on to a higher number. ` +
      '+100 and -100 count from here.',
    value: grouped(now),
  }),
  bookmark: (here: Moment) => ({
    title: 'Add Bookmark',
    prompt: `A name for token ${grouped(here.position)}, in ${placeText(here)}`,
    value: placeText(here),
  }),
  goToBookmark: { title: 'Go to Bookmark', matchOnDescription: true },
  removeBookmark: { title: 'Remove Bookmark', matchOnDescription: true },
  futures: { title: 'Other Futures', placeHolder: 'What was changed where they part' },
  futureAct: (title: string) => ({ title, ...followsAnother }),
  futureActs: [
    {
      label: 'Switch to It',
      detail: 'Go on in that future, from where it begins; the present one is kept.',
      does: 'switch',
    },
    {
      label: 'Compare It with the Present One',
      detail: 'Find the first token where they differ.',
      does: 'compare',
    },
  ] as const,
};

/** Questions about the file to which a trace is written. */
export const exportPrompts = {
  format: { title: 'Export Trace', placeHolder: 'A format', matchOnDetail: true },
  formats: [
    {
      label: 'Chrome Trace',
      description: '.json',
      detail: 'Functions, lines and instructions as nested slices: opens in Perfetto.',
      format: 'chrome',
    },
    {
      label: 'CPU Profile',
      description: '.cpuprofile',
      detail: 'Tokens by function and line: opens in VS Code.',
      format: 'cpuprofile',
    },
    {
      label: 'Instructions',
      description: '.jsonl',
      detail: 'One executed instruction a line, with its tokens.',
      format: 'instructions',
    },
    {
      label: 'Tokens',
      description: '.jsonl',
      detail: 'One token a line, with its instruction and C line.',
      format: 'tokens',
    },
  ] as const,
  range: { title: 'Export Trace', placeHolder: 'How much of it', ...followsAnother },
  ranges: ({ begin, end, now }: Range, [first, last]: readonly [number, number]) =>
    [
      { label: 'All That Is Recorded', from: begin, to: end },
      { label: 'Up to the Present Moment', from: begin, to: now },
      { label: 'Around the Selected Token', from: Math.max(begin, first), to: Math.min(end, last) },
    ].map((range) => ({ ...range, description: `${grouped(range.to - range.from)} tokens` })),
  writing: 'Writing the trace',
};

/** Questions about the folder to which heads are written. */
export const headPrompts = {
  heads: { title: 'Export Heads for HeadVis', placeHolder: 'Which heads' },
  which: (count: number, [layer, head]: readonly [number, number], name: string) => [
    { label: `All ${count} Heads`, heads: undefined },
    {
      label: `The Selected One, L${layer}H${head}`,
      description: name,
      heads: [[layer, head] as const],
    },
  ],
  range: {
    title: 'Export Heads for HeadVis',
    placeHolder: 'From which part of the run 20 stretches of 256 tokens are taken',
    ...followsAnother,
  },
  folder: { title: 'Name the Folder for HeadVis', saveLabel: 'Export Here' },
  writing: 'Writing what the heads do',
};

function writerText(name: string, { by, position, token, moment }: Writer): string {
  const place = placeText(moment);
  if (by === 'prompt')
    return `${name} has the value that the program begins with: nothing has written it since.`;
  const who = by === 'person' ? 'you, at' : 'the program, with';
  return `${name} was written by ${who} token ${grouped(position)} (“${token}”) in ${place}.`;
}

function differenceText({ here, there, same }: Difference): string {
  const since =
    same === 0 ? 'They differ at once' : `They agree for ${grouped(same)} tokens after they part`;
  if (!here && !there) return `${since}, and then both end.`;
  const side = (name: string, at: TokenHere | undefined) =>
    at ? `${name} token ${grouped(at.position)} is “${at.token}”${inPlace(at)}` : `${name} ends`;
  return `${since}: ${side('here', here)}; ${side('there', there)}.`;
}

function inPlace({ moment }: TokenHere): string {
  return moment ? ` in ${placeText(moment)}` : '';
}

function placeText({ function: name, line }: Moment): string {
  return line === undefined ? name : `${name}, line ${line}`;
}

function inform(message: string): void {
  vscode.window.showInformationMessage(message);
}

/** Not awaited: a notification that nobody answers must not hold up what comes after it. */
function show(message: string): void {
  vscode.window.showErrorMessage(message, OPEN_SAMPLE).then((answer) => {
    if (answer) vscode.commands.executeCommand('stepformer.openSample');
  });
}
