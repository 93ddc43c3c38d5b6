import { vsixFile } from '../../scripts/package.ts';
import { type Session, startLimitMs, startSession } from '../ui/session.ts';

describe('the packaged extension in a clean VS Code', function () {
  this.timeout(startLimitMs);
  let session: Session;

  before(async () => {
    session = await startSession({ vsix: vsixFile });
  });
  after(async () => {
    await session?.screenshot('vsix');
    await session?.close();
  });

  it('shows its view in the activity bar', async () => {
    await session.page.locator('.activitybar').getByRole('tab', { name: 'Pod Labs' }).waitFor();
  });

  it('explains a field of a manifest', async () => {
    await session.openFile('pods/hello.yaml');
    await session.page.locator('.codelens-decoration').getByText('Apply').waitFor();
    await session.page.locator('.view-line').getByText('containers').first().hover();
    await session.page.locator('.monaco-hover').getByText('List of containers belonging to the pod').first().waitFor();
  });

  it('underlines an unknown field', async () => {
    await session.page.locator('.view-line').getByText('containers').first().click();
    await session.page.keyboard.press('Home');
    await session.page.keyboard.type('restartpolicy: Never\n  ');
    await session.page.locator('.squiggly-error').first().waitFor({ state: 'attached' });
  });

  it('shows the page of a rule as a page', async () => {
    await session.page.keyboard.press('Control+End');
    await session.page.keyboard.insertText(
      '---\napiVersion: v1\nkind: Service\nmetadata: { name: a }\nspec: { selector: { app: b }, ports: [{ port: 80 }] }\n',
    );
    await session.page.keyboard.press('Control+Shift+M');
    await session.page.locator('.markers-panel a').getByText('relation/service-selects-nothing').first().click();
    await session.webview().getByRole('heading', { name: 'Before' }).waitFor();
    await session.page.keyboard.press('Control+W');
  });

  it('answers kubectl in its terminal', async () => {
    await session.runCommand('Pod Labs: Open Terminal');
    await session.page.locator('.xterm-helper-textarea').first().focus();
    await session.page.keyboard.type('kubectl get nodes\n');
    await session.page.locator('.xterm-rows').getByText('Ready').first().waitFor();
  });
});
