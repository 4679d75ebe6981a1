/** What docs/editors.md says that can be known to be wrong without the editors. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.join(__dirname, '../..');
const DOCUMENT = readFileSync(path.join(ROOT, 'docs/editors.md'), 'utf8');
const { publisher, name, version, contributes } = JSON.parse(
  readFileSync(path.join(ROOT, 'package.json'), 'utf8'),
);
const ATTRIBUTES = Object.keys(contributes.debuggers[0].configurationAttributes.launch.properties);

const blocks = (language: string) =>
  [...DOCUMENT.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 'gs'))].map(
    ([, text]) => text,
  );

describe('docs/editors.md', () => {
  it('names the folder of the installed extension', () => {
    assert.ok(DOCUMENT.includes(`extensions/${publisher}.${name}-${version}/dist/adapter.js`));
  });

  it('has no attribute that a launch does not have', () => {
    const [schema, , [debug]] = blocks('json').map((text) => JSON.parse(text));
    const given = [...Object.keys(schema.properties), ...Object.keys(debug)];
    const ours = given.filter((key) => !['label', 'adapter', 'request'].includes(key));
    const lua = blocks('lua').flatMap((text) =>
      [...text.matchAll(/^ {4}(\w+) = /gm)].map(([, key]) => key),
    );
    const named = lua.filter((key) => !['name', 'type', 'request'].includes(key));
    assert.ok(ours.length > 4 && named.length > 1);
    for (const key of [...ours, ...named]) assert.ok(ATTRIBUTES.includes(key), key);
  });
});
