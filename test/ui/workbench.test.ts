import { type Session, startLimitMs, startSession } from './session.ts';

describe('workbench', function () {
  this.timeout(startLimitMs);
  let session: Session;

  before(async () => {
    session = await startSession();
  });
  after(async () => {
    await session?.screenshot('workbench');
    await session?.close();
  });

  it('has Pod Labs in the activity bar, and its views', async () => {
    await session.page.locator('.activitybar').getByRole('tab', { name: 'Pod Labs' }).click();
    await session.page.locator('.sidebar').getByText('Cluster', { exact: false }).first().waitFor();
  });

  it('opens a manifest of the workspace', async () => {
    await session.openFile('pods/hello.yaml');
    await session.page.locator('.view-line').getByText('kind').first().waitFor();
  });
});
