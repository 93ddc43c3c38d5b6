import path from 'node:path';
import { projectFolder } from '../../scripts/project.ts';
import { labIdsIn } from '../../src/bin/labFolders.ts';
import { Learner, plainTyping } from './learner.ts';
import { type Session, startLimitMs, startSession } from './session.ts';

// Every lab from its first to its last step, as a person plays it; each test goes on where the one before ended.
describe('the labs, played in the workbench', function () {
  this.timeout(startLimitMs);
  this.bail(true);
  let session: Session;

  before(async () => {
    session = await startSession({ settings: { ...plainTyping, 'podLabs.cluster.speed': 10 } });
    await session.page.locator('.activitybar').getByRole('tab', { name: 'Pod Labs' }).click();
  });
  after(async () => {
    await session?.screenshot('labs-end');
    await session?.close();
  });

  for (const id of labIdsIn(path.join(projectFolder, 'labs'))) {
    describe(id, () => {
      let learner: Learner;

      it('opens from the list', async () => {
        learner = new Learner(session, id);
        await session.choose('Pod Labs: Open Lab…', 'Open a lab', learner.lab.title);
        await learner.heading(learner.lab.steps[0]?.title ?? '');
      });

      const { lab } = new Learner(undefined as unknown as Session, id);
      for (const [index, step] of lab.steps.entries()) {
        it(`step ${index + 1}: ${step.title}`, async () => {
          await learner.play(step);
          await learner.readOn();
          await session.screenshot(`lab-${lab.namespace}-${index + 1}`);
          if (index + 1 < lab.steps.length) await learner.press('Next step');
        });
      }

      it('is shown as done in the list', async () => {
        const row = session.page.locator('.sidebar .monaco-list-row').filter({ hasText: lab.title });
        await row.filter({ hasText: 'done' }).first().waitFor({ timeout: 15_000 });
      });
    });
  }
});
