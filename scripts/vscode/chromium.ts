// The browser in which code-server's workbench runs: the machine's own Chromium or Chrome.
import { existsSync, readFileSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { runQuietly } from '../command.ts';

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
  if (!isDebian()) throw new Error(`No Chromium found. ${howToGetOne}`);
  if (process.getuid?.() !== 0) {
    throw new Error(
      `No Chromium found, and only root can install it: sudo apt-get install -y chromium. Or: ${howToGetOne}`,
    );
  }
  console.log('Installing Chromium from Debian, once.');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await runQuietly('package lists', 'apt-get', ['update'], { env });
  const packages = ['chromium', 'fonts-dejavu-core'];
  await runQuietly('Chromium', 'apt-get', ['install', '-y', '--no-install-recommends', ...packages], { env });
  return '/usr/bin/chromium';
}

function isDebian(): boolean {
  try {
    return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
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
