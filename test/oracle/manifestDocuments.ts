import { readYaml } from '../../src/simulation/apiserver/yamlText.ts';

/** The texts between the lines that separate documents, without the empty ones. */
export function documentTexts(manifest: string): string[] {
  return manifest
    .split(/^---[ \t]*\r?\n/m)
    .filter((text) => text.split('\n').some((line) => line.trim() !== '' && !line.trim().startsWith('#')));
}

/** The documents as kubectl reads them; undefined stands for one that is no YAML. */
export function documentValues(manifest: string): unknown[] {
  return documentTexts(manifest).map((text) => {
    const read = readYaml(text);
    return read.problem === undefined ? read.value : undefined;
  });
}
