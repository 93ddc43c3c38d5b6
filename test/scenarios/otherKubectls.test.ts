import assert from 'node:assert/strict';
import { hasPackagedKubectl, machinesKubectl, packagedKubectl, type RealKubectl } from '../../scripts/realKubectl.ts';
import { playEmbedded } from './embeddedPlayer.ts';
import { leftObjects } from './leftObjects.ts';
import { beginRealPlays, type RealPlay, scenarioFiles } from './realPlays.ts';
import { unlikeScenarios } from './unlikeScenarios.ts';

const installMs = 180_000;
/** All scenarios take 20 seconds, and much more on a machine that does other things too. */
const scenariosMs = 400_000;

const machines = await machinesKubectl();

/** Flags of the scenarios that kubectl learnt late, with the minor version that brought them. */
const youngFlags: Readonly<Record<string, number>> = {
  // kubernetes/kubernetes#129373: until then, --cpu-percent.
  '--cpu': 34,
};

/** The names of the scenarios that a kubectl of this minor version plays: those that it has all the flags for. */
function namesFor(minor: number): readonly string[] {
  const isTooYoung = (command: string) =>
    Object.entries(youngFlags).some(([flag, since]) => minor < since && ` ${command} `.match(`\\s${flag}[\\s=]`));
  return [...scenarioFiles]
    .filter(([, { parts }]) => !parts.some((part) => part.kind === 'command' && isTooYoung(part.command)))
    .map(([name]) => name)
    .filter((name) => unlikeScenarios[name] === undefined)
    .filter((_name, index) => index % shares === minor % shares);
}

/** Each version plays a part of them, every version another: the version of the server plays all, elsewhere. */
const shares = 3;

/** Further from the server's version Kubernetes promises nothing: it supports one minor version, here it is two. */
const isNear = ({ version }: RealKubectl) => Math.abs(minorOf(version) - 34) <= 2;

const minorOf = (version: string) => Number(version.split('.')[1]);

const exitCodeOf = (lines: readonly string[]) => lines.find((line) => line.startsWith('? ')) ?? '? 0';

function describePlays(title: string, find: () => Promise<RealKubectl>): void {
  describe(`scenarios through ${title}`, () => {
    let plays: ReadonlyMap<string, Promise<RealPlay>>;
    before(async function () {
      this.timeout(installMs);
      const { program, version } = await find();
      plays = await beginRealPlays(namesFor(minorOf(version)), program, 'ignored');
    });

    it('end with the same exit codes', async function () {
      this.timeout(scenariosMs);
      for (const [name, play] of plays) {
        for (const [part, printed] of (await play).outputs) {
          if (part.kind !== 'command' || part.interruptAfterMs !== undefined) continue;
          const text = `${name} line ${part.line + 1}: $ ${part.command}\n${printed.join('\n')}`;
          assert.equal(exitCodeOf(printed), exitCodeOf(part.expected), text);
        }
      }
    });

    it('leave the same objects', async function () {
      this.timeout(scenariosMs);
      for (const [name, play] of plays) {
        const file = scenarioFiles.get(name);
        assert.ok(file);
        // It writes the machine's time into the template, and the template's hash names the Pods.
        if (file.parts.some((part) => part.kind === 'command' && part.command.includes('rollout restart'))) continue;
        const expected = leftObjects((await playEmbedded(file)).stateText);
        assert.deepEqual(leftObjects((await play).stateText), expected, name);
      }
    });
  });
}

describe('kubectl of another version', () => {
  if (hasPackagedKubectl) describePlays('kubectl 1.35', () => packagedKubectl(35));
  else it.skip('1.35: the package has a program for Linux on amd64 only');

  // Nobody needs a kubectl of their own for the tests; where there is one, it is tried.
  if (machines && isNear(machines)) describePlays(`the machine's own, ${machines.version}`, async () => machines);
});
