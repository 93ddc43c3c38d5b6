// Draws media/icon.png, which the marketplace and the extensions view show, from docs/icon.svg.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectFolder } from './project.ts';
import { launchBrowser } from './vscode/chromium.ts';

const sidePixels = 128;
const browser = await launchBrowser();
const page = await browser.newPage({ viewport: { width: sidePixels, height: sidePixels } });
await page.setContent(
  `<style>body { margin: 0 } svg { display: block }</style>${readFileSync(path.join(projectFolder, 'docs', 'icon.svg'), 'utf8')}`,
);
await page.screenshot({ path: path.join(projectFolder, 'media', 'icon.png'), omitBackground: true });
await browser.close();
