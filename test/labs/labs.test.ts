import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseLab } from '../../src/labs/labFile.ts';

const root = path.resolve(import.meta.dirname, '../../labs');
const ids = readdirSync(root).flatMap((track) => readdirSync(path.join(root, track)).map((name) => `${track}/${name}`));

describe('every lab', () => {
  for (const id of ids) {
    it(`${id} is sound: no problems, all files there, every task with a hint and a solution, links that lead somewhere`, () => {
      const folder = path.join(root, id);
      const text = readFileSync(path.join(folder, 'lab.md'), 'utf8');
      const { lab, problems } = parseLab(text, `${id}/lab.md`);
      assert.deepEqual(problems, []);
      assert.ok(lab);
      for (const before of lab.after) assert.ok(ids.includes(before), before);
      for (const file of lab.files) assert.ok(existsSync(path.join(folder, file)), file);
      for (const step of lab.steps.filter(({ checks }) => checks.length > 0)) {
        assert.ok(step.hints.length > 0, `${step.id} has a hint`);
        assert.ok(step.solution, `${step.id} has a solution`);
        for (const { from } of step.solution.files) assert.ok(existsSync(path.join(folder, from)), from);
      }
      for (const [, target = ''] of text.matchAll(/\]\(([^)]+)\)/g)) {
        assert.ok(target.startsWith('https://') || lab.files.includes(target), target);
      }
    });
  }
});
