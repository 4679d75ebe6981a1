/** What kinds of heads there are: how they are called, marked and coloured. */

export interface RoleLook {
  readonly name: string;
  /** A sign in each cell, so that colour is never alone. */
  readonly sign: string;
  readonly colour: string;
  /** What heads of this kind do. */
  readonly does: string;
}

const look = (id: string, name: string, sign: string, does: string): RoleLook => ({
  ...{ name, sign, does },
  colour: `var(--vscode-stepformer-role${id})`,
});

/** By role, in the order of the legend. */
export const ROLES: Readonly<Record<string, RoleLook>> = {
  fetch: look('Fetch', 'Fetch', 'F', 'read the program in the prompt'),
  stack: look('Stack', 'Stack', 'S', 'find entries of the operand stack'),
  local: look('Local', 'Local', 'L', 'find locals and globals'),
  memory: look('Memory', 'Memory', 'M', 'find bytes of the memory'),
  call: look('Call', 'Call', 'C', 'find where a call returns to'),
  operand: look('Operand', 'Operand', 'O', 'read the values that entries point to'),
  digits: look('Digits', 'Digits', 'D', 'read the number that is being written'),
  copy: look('Copy', 'Copy', '=', 'copy what an operation says of itself to its tokens'),
  count: look('Count', 'Count', '#', 'add up steps over all tokens'),
};

const OTHER = look('Other', 'Other', '·', 'do something else');

export const roleLook = (role: string): RoleLook =>
  Object.hasOwn(ROLES, role) ? ROLES[role] : OTHER;
