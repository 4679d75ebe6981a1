/** How often a breakpoint must be reached, as a person writes it: `5`, `>= 5`, `% 10`. */
import { problem } from './errors';
import type { HitRule } from './transformer';

const RULE = /^(==|=|!=|<=|<|>=|>|%)?\s*(\d+)$/;

/** Throws a `UserError` for what is no such rule. A number by itself means that time. */
export function parseHits(text: string): HitRule {
  const [, sign = '==', digits] = RULE.exec(text.trim()) ?? [];
  const count = Number(digits);
  if (!digits || !Number.isSafeInteger(count) || (sign === '%' && count === 0))
    throw problem.hitCondition(text);
  const comparison = (sign === '=' ? '==' : sign) as HitRule['comparison'];
  return { comparison, count };
}
