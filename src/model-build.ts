/**
 * Entry point of the build: compiles the machine to weights and writes the model file, and beside it the
 * engine's code for that model.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { precompileMachine } from './command/precompile';
import { compile } from './compiler/compile';
import { writePrecompiled } from './engine/file';
import { machine } from './machine/machine';
import { modelTokens } from './machine/tokens';
import { writeModel } from './model/file';

const [output = 'dist/machine.stepformer', engine = 'dist/machine.engine'] = process.argv.slice(2);

const model = compile(machine(), modelTokens());
const modelFile = writeModel(model);
mkdirSync(dirname(output), { recursive: true });
writeFileSync(output, modelFile);
writeFileSync(engine, writePrecompiled(precompileMachine(model), modelFile));
