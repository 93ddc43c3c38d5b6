import assert from 'node:assert/strict';
import path from 'node:path';
import { labIdsIn, readLabFolder } from '../../src/bin/labFolders.ts';
import { inOrder } from '../../src/labs/labOrder.ts';

const root = path.resolve(import.meta.dirname, '../../labs');
const ids = labIdsIn(root);

// That each lab does what it says is proven by `npm run labs`.
describe('every lab', () => {
  it('is found', () => assert.ok(ids.length > 0));

  for (const id of ids) {
    it(`${id} is sound with all that surrounds it, and can be learnt from`, async () => {
      const { lab, problems, readFile } = readLabFolder(root, id);
      assert.deepEqual(problems, []);
      assert.ok(lab);
      assert.equal(lab.id, id);
      assert.ok(lab.objectives.length > 0, 'it says what one learns');
      for (const file of lab.files) assert.notEqual(await readFile(file), '', file);
      for (const { title, checks, explain, choices } of lab.steps) {
        // Who has done something wants to know what it was.
        assert.ok(explain || (choices.length > 0 && checks.length === 0), `${title} is explained`);
        for (const { title: about, otherwise, expectation } of checks) {
          assert.ok(about !== undefined, `a check of ${title} has a title`);
          assert.ok(
            otherwise !== undefined || expectation.operator === 'answered',
            `${title}: ${about} says what is missing`,
          );
        }
      }
    });
  }

  it('comes behind the labs that it names', () => {
    const labs = ids.flatMap((id) => readLabFolder(root, id).lab ?? []);
    const ordered = inOrder(labs.map((lab) => ({ lab }))).map(({ lab }) => lab);
    for (const { id, after } of ordered) {
      const before = ordered
        .slice(
          0,
          ordered.findIndex((lab) => lab.id === id),
        )
        .map((lab) => lab.id);
      for (const other of after) assert.ok(before.includes(other), `${id} comes behind ${other}`);
    }
  });
});
