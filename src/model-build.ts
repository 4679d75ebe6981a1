/** Entry point of the build: compiles the machine to weights and writes the model file. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { compile } from './compiler/compile';
import { machine } from './machine/machine';
import { modelTokens } from './machine/tokens';
import { writeModel } from './model/file';

const [output = 'dist/machine.stepformer'] = process.argv.slice(2);
mkdirSync(dirname(output), { recursive: true });
writeFileSync(output, writeModel(compile(machine(), modelTokens())));
