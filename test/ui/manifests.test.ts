import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { plainTyping } from './learner.ts';
import { type Session, startLimitMs, startSession } from './session.ts';

const web = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 3
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      initContainers:
        - name: metrics
          image: busybox:1.36
          restartPolicy: Always
          command: ['sh', '-c', 'while true; do sleep 5; done']
      containers:
        - name: web
          image: nginx:1.27
          ports:
            - name: http
              containerPort: 80
          resources:
            requests: { cpu: 100m, memory: 64Mi }
          readinessProbe:
            httpGet: { path: /, port: 8080 }
---
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: wbe
  ports:
    - port: 80
      targetPort: http
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: web
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: web
  maxReplicas: 10
  metrics:
    - type: Resource
      resource:
        name: cpu
        target:
          type: Utilization
          averageUtilization: 50
`;

// What a person sees of the help with manifests; what it says is tested without the workbench.
describe('help with manifests in the workbench', function () {
  this.timeout(startLimitMs);
  this.bail(true);
  let session: Session;

  before(async () => {
    session = await startSession({ settings: { ...plainTyping } });
    const folder = path.join(session.workspace, 'web');
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'web.yaml'), web);
    await session.openFile('web/web.yaml');
  });
  after(async () => {
    await session?.screenshot('manifests-end');
    await session?.close();
  });

  const lens = (name: string) => session.page.locator('.codelens-decoration a').filter({ hasText: name }).first();

  it('underlines what does not fit together, and lists it', async () => {
    // VS Code asks for what stands above lines while its editor has the focus.
    await lens('What would happen?').waitFor();
    await session.page.locator('.squiggly-warning, .squiggly-error').first().waitFor();
    await session.page.keyboard.press('Control+Shift+M');
    await session.page.locator('.markers-panel').getByText('wbe').first().waitFor();
    await session.screenshot('manifest-problems');
  });

  const goTo = async (place: string) => {
    await session.page.keyboard.press('Control+G');
    await session.page.keyboard.type(`${place}\r`);
  };

  it('tries the manifests out, and says at the ends of lines what happens', async () => {
    await session.page.locator('.editor-instance .view-line').filter({ hasText: 'template:' }).first().click();
    await session.page.waitForTimeout(1_000);
    await lens('What would happen?').click();
    await lens('0 of').waitFor({ timeout: 60_000 });
    await session.screenshot('manifest-prediction');
    await session.runCommand('Pod Labs: Show What Would Happen');
    await session.webview().getByRole('heading', { name: 'What would happen?' }).waitFor();
    await session.screenshot('manifest-prediction-report');
  });

  it('mends with the light bulb', async () => {
    await session.page.locator('.tab').filter({ hasText: 'web.yaml' }).click();
    await goTo('37:12');
    await session.page.waitForTimeout(1_000);
    await session.page.keyboard.press('Control+.');
    const fixes = session.page.locator('.action-widget');
    await fixes.getByText('Explain relation/service-selects-nothing').first().waitFor();
    await session.screenshot('manifest-fix');
    await session.page.keyboard.press('Enter');
    await session.page
      .locator('.markers-panel')
      .getByText('This Service selects no Pod')
      .waitFor({ state: 'detached' });
  });

  it('explains what it reckons on hover, as it is written now', async () => {
    const explains = async (text: string) => {
      await session.page.keyboard.press('Control+K');
      await session.page.keyboard.press('Control+I');
      await session.page.locator('.monaco-hover').getByText(text).first().waitFor();
    };
    await goTo('58:20');
    await explains('This metric does nothing yet');
    await session.page.keyboard.press('Escape');
    await goTo('16:18');
    await session.page.waitForTimeout(1_000);
    await session.page.keyboard.press('Control+.');
    await session.page.locator('.action-widget').getByText('Request 100m of cpu').first().waitFor();
    await session.page.keyboard.press('Enter');
    await session.page.locator('.markers-panel').getByText('measures cpu in percent').waitFor({ state: 'detached' });
    await goTo('61:20');
    await explains('100m');
    await session.screenshot('manifest-hover');
    await session.page.keyboard.press('Escape');
  });

  it('tries a chosen load', async () => {
    await goTo('1:1');
    await session.choose('Pod Labs: What Would Happen?', 'How much load should be tried?', '50 requests per second');
    await lens('0 of').waitFor({ timeout: 90_000 });
    await session.screenshot('manifest-prediction-load');
  });
});
