/** What the host answered in the real run from some token on, for a run that asks again. */
import type { Reader } from '../engine/reader';
import type { InputStream } from '../model/model';

/** Tokens that are read at once. */
const PAGE = 2 ** 12;

export class RecordedAnswers {
  /** Answers that were found and not given yet, by stream. */
  private readonly waiting = new Map<InputStream, number[]>();
  /** Streams that have ended, with the token that says so. */
  private readonly ended = new Map<InputStream, number>();
  private readonly roles: Reader['model']['tokens'];
  private scanned: number;
  private asked: InputStream | undefined;
  /** Whether it said to the file server what the real run did. */
  private saidTheSame = true;

  constructor(
    private readonly reader: Reader,
    begin: number,
  ) {
    this.roles = reader.model.tokens;
    this.scanned = begin;
  }

  /** The next answer of a stream; undefined where none is recorded. */
  next(stream: InputStream): number | undefined {
    // What the file server answers depends on what it is told.
    if (stream === 'files' && !this.saidTheSame) return undefined;
    const ended = this.ended.get(stream);
    if (ended !== undefined) return ended;
    while (!this.waiting.get(stream)?.length && this.scanned < this.reader.length) this.scan();
    const token = this.waiting.get(stream)?.shift();
    if (token !== undefined && this.roles[token].host?.kind === 'end of input')
      this.ended.set(stream, token);
    return token;
  }

  /** Notes that something was said to the file server. */
  said(same: boolean): void {
    this.saidTheSame &&= same;
  }

  private scan(): void {
    const { reader, roles } = this;
    const tokens = reader.tokens(this.scanned, Math.min(this.scanned + PAGE, reader.length));
    for (const token of tokens) {
      if (this.asked) {
        const answers = this.waiting.get(this.asked) ?? [];
        this.waiting.set(this.asked, answers);
        answers.push(token);
      }
      const role = roles[token].host;
      this.asked = role?.kind === 'ask' ? role.stream : undefined;
    }
    this.scanned += tokens.length;
  }
}
