import { nearestName } from '../../api/didYouMean.ts';
import { textAt, valueAt } from '../plainLookup.ts';
import { podSpecPath } from '../podSpecs.ts';
import { volumesOf } from '../volumes.ts';
import type { Fix, FixContext, Fixer } from './fix.ts';

/** For a volumeMount without its volume: another volume's name that is near, or a new emptyDir of the mount's name. */
export const addVolume: Fixer = { codes: ['api/not-found'], offer };

function offer({ document, kind, path, text }: FixContext): Fix[] {
  const podSpec = podSpecPath(kind);
  const name = textAt(document.value, path);
  const isMount = path.at(-1) === 'name' && path.at(-3) === 'volumeMounts';
  if (!isMount || !podSpec || name === undefined) return [];
  if (!/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name)) return [];
  const fixes: Fix[] = [];
  const names = volumesOf(document.value, podSpec).map((volume) => volume.name);
  const near = nearestName(name, names) ?? (names.length === 1 ? names[0] : undefined);
  if (near) {
    fixes.push({
      title: `Mount the volume ${near}`,
      edits: [{ range: document.rangeOf(path, 'value'), newText: near }],
    });
  }
  const title = `Add an emptyDir volume called ${name}`;
  const volumes = valueAt(document.value, [...podSpec, 'volumes']);
  const place = Array.isArray(volumes) ? [...podSpec, 'volumes'] : podSpec;
  const block = document.rangeOf(place, 'value');
  if (text[block.start] === '{' || text[block.start] === '[' || (volumes !== undefined && !Array.isArray(volumes)))
    return fixes;
  const lineStart = text.lastIndexOf('\n', block.start - 1) + 1;
  const column = block.start - lineStart;
  const indent = ' '.repeat(column);
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const item = [`- name: ${name}`, '  emptyDir: {}'];
  const lines = Array.isArray(volumes) ? item : ['volumes:', ...item.map((line) => `  ${line}`)];
  const newText = lines.map((line) => `${line}${lineEnd}${indent}`).join('');
  fixes.push({ title, edits: [{ range: { start: block.start, end: block.start }, newText }] });
  return fixes;
}
