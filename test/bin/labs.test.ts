import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { environmentOutsideNpm } from '../../scripts/command.ts';
import { projectFolder } from '../../scripts/project.ts';
import { labIdsIn, readLabFolder } from '../../src/bin/labFolders.ts';
import { folder, soundLab } from '../labs/provenLab.ts';

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Writes a lab and its files below a folder of tracks. */
function writeLab(root: string, id: string, text: string): void {
  for (const [name, content] of Object.entries({ ...folder, 'lab.md': text })) {
    const file = path.join(root, id, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}

describe('the author’s tool', function () {
  this.timeout(60_000);
  let place: string;
  before(() => {
    place = mkdtempSync(path.join(os.tmpdir(), 'pod-labs-test-'));
    const root = path.join(place, 'labs');
    writeLab(root, 'web/good', soundLab);
    writeLab(root, 'web/lying', soundLab.replace('minutes: 6', 'minutes: 40'));
    writeLab(root, 'web/broken', soundLab.replace('level: beginner', 'level: easy').replace('hint\nLook.', 'hint\n'));
    mkdirSync(path.join(root, 'web/notes'));
  });
  after(() => rmSync(place, { recursive: true, force: true }));

  const run = (...args: readonly string[]): Promise<Ended> => {
    const program = [
      pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href,
      path.join(projectFolder, 'src/bin/labs.ts'),
    ] as const;
    const child = spawn(process.execPath, ['--import', ...program, ...args], {
      cwd: place,
      env: environmentOutsideNpm(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
  };

  it('proves one lab, and ends with the two lines that tools read', async () => {
    const { code, stdout, stderr } = await run('web/good');
    assert.deepEqual([code, stderr], [0, '']);
    const lines = stdout.trimEnd().split('\n');
    assert.match(lines[0] ?? '', /^✓ web\/good +4 steps +5 of 6 min +23 of 23 claims$/);
    assert.deepEqual(lines.slice(-2), ['1 labs, 4 steps', '23 passed, 0 failed']);
  });

  it('says what does not hold, and with --verbose also what does', async () => {
    const { code, stdout } = await run('--verbose', 'web/lying');
    assert.equal(code, 1);
    const lines = stdout.trimEnd().split('\n');
    assert.match(lines[0] ?? '', /^✗ web\/lying +4 steps +5 of 40 min +22 of 23 claims$/);
    assert.ok(lines.includes('    ✓ lab.md is sound') && lines.includes('    ✓ Mend it: its set-up runs'), stdout);
    const lie = lines.indexOf('    ✗ reading and doing fit 40 minutes');
    assert.equal(lines[lie + 1], '        it takes about 5 minutes, less than half');
    assert.deepEqual(lines.slice(-2), ['1 labs, 4 steps', '22 passed, 1 failed']);
  });

  it('says where a lab file is wrong, goes on with the others, and takes all where none is named', async () => {
    const { code, stdout } = await run();
    assert.equal(code, 1);
    assert.deepEqual(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => line.trimEnd().replace(/ +/g, ' ')),
      [
        '✗ web/broken 0 steps min 0 of 2 claims',
        ' ✗ lab.md is sound at line 5',
        ' This should be one of: beginner, intermediate, advanced.',
        ` ✗ lab.md is sound at line ${soundLab.slice(0, soundLab.indexOf('```hint')).split('\n').length}`,
        ' This hint is empty.',
        '✓ web/good 4 steps 5 of 6 min 23 of 23 claims',
        '✗ web/lying 4 steps 5 of 40 min 22 of 23 claims',
        ' ✗ reading and doing fit 40 minutes',
        ' it takes about 5 minutes, less than half',
        '',
        '3 labs, 8 steps',
        '45 passed, 3 failed',
      ],
    );
  });

  it('ends with 2 for a lab that there is not, and names those that there are', async () => {
    const { code, stdout, stderr } = await run('web/god', 'web/good');
    assert.deepEqual(
      [code, stdout, stderr],
      [2, '', 'There is no lab web/god; there are web/broken, web/good, web/lying.\n'],
    );
  });

  it('explains itself', async () => {
    const help = await run('--help');
    assert.equal(help.code, 0);
    assert.match(help.stdout, /^Proves the labs: .*npm run -s labs -- TRACK\/LAB/s);
    const unknown = await run('--fast', 'web/good');
    assert.equal(unknown.code, 2);
    assert.match(unknown.stdout + unknown.stderr, /npm run -s labs/);
  });

  it('finds labs by their lab.md, and knows what surrounds them', () => {
    const root = path.join(place, 'labs');
    assert.deepEqual(labIdsIn(root), ['web/broken', 'web/good', 'web/lying']);
    cpSync(path.join(root, 'web/good'), path.join(root, 'web/other'), { recursive: true });
    const file = path.join(root, 'web/other/lab.md');
    writeFileSync(
      file,
      soundLab.replace('level:', 'after: [web/good, web/best]\nlevel:').replace('solutions/web', 'solutions/wbe'),
    );
    assert.deepEqual(
      readLabFolder(root, 'web/other').problems.map(({ message }) => message),
      [
        'There is no lab web/best. A lab is named by its track and its folder: sidecars/ship-logs.',
        'There is no file solutions/wbe.yaml in the lab’s folder.',
      ],
    );
    rmSync(path.join(root, 'web/other'), { recursive: true });
  });
});
