/** How numbers are written for people, in every view and message. */

/** Making one takes long. */
const numbers = new Intl.NumberFormat('en-US', { maximumFractionDigits: 20 });

/** A number with commas, and with all of its digits: 12,001. */
export const grouped = (value: number): string => numbers.format(value);
