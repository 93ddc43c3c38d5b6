import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Session, startLimitMs, startSession } from './session.ts';

const twoContainers = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - { name: nginx, image: "nginx:1.27" }
        - { name: side, image: "busybox:1.36", command: [sleep, infinity] }
`;

// A learner looks into a container, then takes the cluster back; each test goes on where the one before ended.
describe('a shell in a container, and the way back', function () {
  this.timeout(startLimitMs);
  let session: Session;

  before(async () => {
    session = await startSession({ settings: { 'podLabs.cluster.speed': 10 } });
    writeFileSync(path.join(session.workspace, 'web.yaml'), twoContainers);
    await session.page.locator('.activitybar').getByRole('tab', { name: 'Pod Labs' }).click();
    await session.runCommand('Pod Labs: Open Terminal');
    await prompt();
  });
  after(async () => {
    await session?.screenshot('rewound');
    await session?.close();
  });

  const screen = () => session.page.locator('.xterm-rows').last();
  const shows = (text: string | RegExp) => screen().getByText(text).first().waitFor({ timeout: 30_000 });
  const tree = (text: string) => session.page.locator('.sidebar').getByText(text, { exact: true }).first();
  /** The last line is the terminal's own prompt: what was typed has ended. */
  const prompt = () =>
    screen()
      .locator('> div')
      .filter({ hasText: /^\$\s*$/ })
      .last()
      .waitFor({ timeout: 30_000 });
  const type = async (line: string) => {
    await session.page.locator('.xterm-screen').last().click();
    await session.page.keyboard.type(`${line}\r`);
  };

  it('rolls a Deployment of two containers out', async () => {
    await type('kubectl apply -f web.yaml');
    await shows('deployment.apps/web created');
    await type('kubectl rollout status deploy/web');
    await shows('successfully rolled out');
    await tree('side').waitFor();
  });

  it('reaches one container from the other, and Ctrl-C ends only what runs', async () => {
    await type('kubectl exec -it deploy/web -c side -- sh');
    await shows(/^\/ # /);
    await type('wget -qO- localhost | grep title');
    await shows('Welcome to nginx!');
    await type('sleep 1000');
    await session.page.waitForTimeout(500);
    await session.page.keyboard.press('Control+C');
    await type('echo it was $?');
    await shows('it was 130');
    await session.screenshot('exec');
  });

  it('tells the exit code of the shell', async () => {
    await type('exit 3');
    await shows('command terminated with exit code 3');
  });

  it('goes back to before the Deployment, and the tree and kubectl with it', async () => {
    await session.runCommand('Pod Labs: Rewind the Cluster…');
    await session.page.locator('.quick-input-widget input').first().fill('create deployments web');
    const moment = session.page
      .locator('.quick-input-list .monaco-list-row')
      .filter({ hasText: 'create deployments web' });
    await moment.first().waitFor();
    await session.screenshot('rewind');
    await session.page.keyboard.press('Enter');
    await tree('side').waitFor({ state: 'detached', timeout: 30_000 });
    await type('kubectl get pods');
    await shows('No resources found in default namespace.');
  });
});
