/** An expression as the operand of `.`, `->`, `[]` and unary `*`. */
export function asOperand(expression: string): string {
  return /^[A-Za-z_$](\w|\.|->|\[\d+\])*$/.test(expression) ? expression : `(${expression})`;
}
