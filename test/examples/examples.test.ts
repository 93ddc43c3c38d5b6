import assert from 'node:assert/strict';
import { defaultExamples, readExampleFolder } from './exampleFolder.ts';
import { contradiction, play, readExpectations } from './expectations.ts';

describe('the examples of the Kubernetes documentation, run in a cluster', () => {
  const folder = readExampleFolder(defaultExamples);
  if (!folder) {
    it.skip(`do as expected (skipped: no examples at ${defaultExamples}; EXAMPLES_DIR names another folder)`);
    return;
  }
  const expectations = readExpectations();

  it('are all known', () => {
    const unknown = [...expectations.values()].flatMap(({ needs }) => needs.filter((name) => name !== '-'));
    for (const path of [...expectations.keys(), ...unknown]) assert.ok(folder.examples.has(path), path);
  });

  it('do as expected', async () => {
    const wrong: string[] = [];
    for (const example of folder.examples.values()) {
      const expectation = expectations.get(example.path);
      if (!expectation) continue;
      const problem = contradiction(await play(example, folder, expectation), expectation);
      if (problem !== undefined) wrong.push(`${example.path}: ${problem}`);
    }
    assert.deepEqual(wrong, []);
  }).timeout(120_000);
});
