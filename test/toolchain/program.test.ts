import assert from 'node:assert/strict';
import type { Module, ModuleInstruction } from '../../src/toolchain/module';
import { toProgram } from '../../src/toolchain/program';
import { assembleWat, readWasm } from '../../src/toolchain/read';
import { interpret, programOf } from './oracle';

const decodeWat = async (wat: string) => readWasm(await assembleWat('test.wat', wat));

const instruction = (op: string, parts: Partial<ModuleInstruction> = {}): ModuleInstruction => ({
  op,
  offset: -1,
  a: 0,
  ...parts,
});

/** `module` with another body for its first function. */
const withBody = (module: Module, body: readonly ModuleInstruction[]): Module => ({
  ...module,
  functions: module.functions.map((f, i) => (i === 0 ? { ...f, body } : f)),
});

describe('toProgram', () => {
  it('keeps the message of an unsupported instruction with the trap', async () => {
    const module = await decodeWat('(module (func (export "main")))');
    const body = [
      instruction('trap.unsupported', { message: 'f32.sqrt is not supported' }),
      instruction('drop'),
      instruction('end'),
    ];
    const program = toProgram(withBody(module, body));
    const { begin } = program.functions[0];
    assert.deepEqual([...program.unsupported], [[begin, 'f32.sqrt is not supported']]);
    assert.equal(interpret(program).end, 'unsupported instruction');
  });

  it('calls the function of the runtime for memory.fill', async () => {
    const module = await decodeWat(`(module (memory 1)
      (func (export "main") (memory.fill (i32.const 4) (i32.const 7) (i32.const 1)))
      (func (param i32 i32 i32) (i32.store8 (local.get 0) (local.get 1))))`);
    const [main, fill] = module.functions;
    const functions = [main, { ...fill, name: 'memory.fill', origin: 'runtime' as const }];
    assert.deepEqual(interpret(toProgram({ ...module, functions })).memory, [0, 0, 0, 0, 7]);
    assert.throws(() => toProgram(module), /the runtime has no function "memory.fill"/);
  });

  it('throws for an operation that was not lowered', async () => {
    const module = await decodeWat('(module (func (export "main") (drop (i64.const 1))))');
    assert.throws(() => toProgram(module), /no machine operation is called "i64.const"/);
  });

  it('counts the instructions that a pass made of one as one', async () => {
    const module = await decodeWat('(module (func (export "main") (result i32) (i32.const 3)))');
    const [, end] = module.functions[0].body;
    const offset = 40;
    const body = [
      instruction('block', { offset, type: { params: [], results: ['i32'] } }),
      instruction('i32.const', { offset, a: 1 }),
      instruction('i32.const', { offset, a: 2 }),
      instruction('i32.add', { offset }),
      instruction('end', { offset }),
      end,
    ];
    const program = toProgram(withBody(module, body));
    const { begin, end: last } = program.functions[0];
    const firsts = program.origins.slice(begin, last).map(({ first }) => first);
    assert.deepEqual(firsts, [true, false, false, false]);
  });

  it('ties every instruction to its offset, its function and the height of its operands', async () => {
    const program = await programOf(
      '(module (func $f (param i32 i32) (result i32) local.get 0) (func (export "main") (drop (call $f (i32.const 1) (i32.const 2)))))',
    );
    const [f] = program.functions;
    const [offset] = f.bytes;
    const at = (byte: number, first: boolean, height: number) => ({
      offset: byte,
      function: 0,
      first,
      height,
    });
    assert.deepEqual(program.origins.slice(f.begin, f.end), [
      at(offset, false, 2),
      at(offset, false, 1),
      at(offset + 1, true, 0),
      at(offset + 3, false, 1),
    ]);
  });

  it('limits the depth of calls by the addresses that their locals take', async () => {
    const locals = 'i32 '.repeat(3000);
    const reads = Array.from({ length: 3000 }, (_, i) => `(drop (local.get ${i}))`).join('');
    const program = await programOf(`(module (func (export "main") (local ${locals}) ${reads}))`);
    assert.equal(program.frameSize, 3000);
    assert.ok((program.maxDepth + 1) * program.frameSize <= 2 ** 26);
  });
});
