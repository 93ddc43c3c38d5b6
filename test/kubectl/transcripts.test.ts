import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Cluster } from '../../src/simulation/cluster.ts';
import { Player } from '../scenarios/embeddedPlayer.ts';
import { transcriptExceptions } from './transcriptExceptions.ts';

interface Recorded {
  readonly cmd: string;
  readonly stdin: string | null;
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Between two commands a person takes this long, so that Pods come up. */
const pauseMs = 3000;

const recordedZones = [
  ['node-1', 'zone-a'],
  ['node-2', 'zone-b'],
  ['node-3', 'zone-b'],
] as const;

function transcripts(): { name: string; commands: Recorded[] }[] {
  const folder = process.env.ORACLE_DIR && path.join(process.env.ORACLE_DIR, 'transcripts');
  if (folder && existsSync(folder)) {
    return readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .map((file) => {
        const read = (name: string) => readFileSync(path.join(folder, name), 'utf8');
        // The words of a command are quoted in the text only.
        const lines = read(file.replace('.json', '.txt')).match(/^\$ .*$/gm) ?? [];
        const commands = (JSON.parse(read(file)) as Recorded[]).map((command, index) => ({
          ...command,
          cmd: (lines[index] ?? '').slice(2).replace(/\s+<<EOF$/, ''),
        }));
        return { name: file.replace('.json', ''), commands };
      });
  }
  const text = readFileSync(new URL('../oracle/transcripts.jsonl', import.meta.url), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

/** Without what differs from run to run: ages, addresses, random names, the widths that follow from them. */
function comparable(text: string): string {
  return (
    text
      .replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, '<uid>')
      .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, '<time>')
      .replace(/\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000/g, '<time>')
      .replace(/\b\d{1,3}(\.\d{1,3}){3}\b/g, '<address>')
      .replace(/\bresourceVersion: "\d+"/g, 'resourceVersion: <version>')
      .replace(/\bnode-\d\b/g, '<node>')
      .replace(/\bzone-[ab]\b/g, '<zone>')
      .replace(/\b(?:containerd:\/\/)[0-9a-f]{64}/g, '<container>')
      .replace(/\b(3[0-2]\d{3})(?=\/TCP)/g, '<nodePort>')
      // A template's hash has the real form but another value; what follows it is random.
      .replace(/(-|pod-template-hash=)[4-9bcdf]{7,10}(?:(-)[b-z2-9]{5})?\b/g, (_, before, dash) =>
        dash ? `${before}<hash>-<random>` : `${before}<hash>`,
      )
      .replace(/-[bcdfghjklmnpqrstvwxz2456789]{5}\b/g, '-<random>')
      .replace(/\bkube-api-access-[a-z0-9]{5}/g, 'kube-api-access-<random>')
      .replace(/\b(?:\d+d)?(?:\d+h)?(?:\d+m)?\d+s\b/g, '<age>')
      .replace(/-{3,}/g, '---')
      .replace(/ +/g, ' ')
      .replace(/ $/gm, '')
  );
}

describe('sessions recorded from the real kubectl', () => {
  for (const { name, commands } of transcripts()) {
    it(`are the same here: ${name}`, async () => {
      const cluster = new Cluster({ seed: 1, nodes: 3, startTimeMs: Date.UTC(2026, 10, 22, 8) });
      const namespace = `x-${name}`;
      const administrator = new Player(cluster);
      await administrator.run(`kubectl create namespace ${namespace}`);
      for (const [node, zone] of recordedZones) {
        await administrator.run(`kubectl label node ${node} topology.kubernetes.io/zone=${zone}`);
      }
      const player = new Player(cluster, namespace);
      const different: { cmd: string; printed: object; recorded: object }[] = [];
      const counts = new Map<string, number>();
      for (const { cmd, stdin, exit, stdout, stderr } of commands) {
        cluster.advanceBy(pauseMs);
        // The nth time that a session has the command.
        const count = (counts.get(cmd) ?? 0) + 1;
        counts.set(cmd, count);
        const key = `${name}: ${cmd}${count > 1 ? ` #${count}` : ''}`;
        const ran = await player.run(cmd, undefined, stdin ?? undefined).catch((failure: Error) => ({
          output: [{ channel: 'stderr' as const, text: failure.message }],
          exitCode: 99,
        }));
        if (transcriptExceptions[key] !== undefined) continue;
        const text = (channel: string) =>
          comparable(
            ran.output
              .filter((one) => one.channel === channel)
              .map((one) => one.text)
              .join(''),
          );
        const printed = { exit: ran.exitCode, stdout: text('stdout'), stderr: text('stderr') };
        const recorded = { exit, stdout: comparable(stdout), stderr: comparable(stderr) };
        try {
          assert.deepEqual(printed, recorded);
        } catch {
          different.push({ cmd: key, printed, recorded });
        }
      }
      assert.deepEqual(
        different.map(({ printed, cmd }) => ({ cmd, ...printed })),
        different.map(({ recorded, cmd }) => ({ cmd, ...recorded })),
      );
    });
  }
});
