// The browser in which code-server's workbench runs: the machine's own Chromium or Chrome.
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { installDebianPackages } from '../debianPackages.ts';

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

const howToGetOne = 'Install Chromium or Google Chrome, or set CHROME_PATH to one.';

/** The path of Chromium; installs Debian's package if there is none and that is possible (Debian, root). */
export async function findChromium(): Promise<string> {
  const chosen = process.env.CHROME_PATH;
  if (chosen) {
    if (!existsSync(chosen)) throw new Error(`CHROME_PATH is ${chosen}, which does not exist.`);
    return chosen;
  }
  const found = usualPlaces.find((place) => existsSync(place));
  if (found) return found;
  await installDebianPackages('Chromium', ['chromium', 'fonts-dejavu-core'], howToGetOne);
  return '/usr/bin/chromium';
}

/** Starts a headless browser. It keeps to itself: no updates, no sync, no sandbox (which root cannot have). */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: await findChromium(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
