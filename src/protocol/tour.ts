/** The guided tour: through three instructions of a sample, whose lines are marked in its text. */

export const TOUR_MARKS = ['addition', 'memory read', 'branch'] as const;
export type TourMark = (typeof TOUR_MARKS)[number];

export interface Tour {
  /** Absolute path of the sample. */
  readonly file: string;
  /** Counted from 1. */
  readonly lines: Readonly<Record<TourMark, number>>;
  /** Of the steps that the page has, counted from 0. */
  readonly step: number;
}
