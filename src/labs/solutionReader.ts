import { readConditions } from './checkReader.ts';
import { readCommands } from './commandReader.ts';
import type { LabText, Misconception, Solution, WrongWay } from './lab.ts';
import { readLearnerPath, readShippedPath } from './labPath.ts';
import { isInsideFolder } from './relativePath.ts';
import type { YamlFields, YamlValue } from './yamlFields.ts';

/** Reads a `solution` block. */
export function readSolution(value: YamlValue): Solution | undefined {
  const fields = value.fields();
  if (!fields) return undefined;
  const solution = { files: readFiles(fields), commands: readCommands(fields, 'commands') };
  fields.end();
  return solution;
}

/** Reads a `misconception` block. */
export function readMisconception(value: YamlValue): Misconception | undefined {
  const fields = value.fields();
  const whenValue = fields?.require('when');
  const when = whenValue ? readConditions(whenValue) : [];
  const answer = fields?.require('answer')?.text()?.trim();
  const exampleValue = fields?.get('example');
  const example = exampleValue && readWrongWay(exampleValue);
  fields?.end();
  if (answer === undefined || when.length === 0) return undefined;
  return { when, answer, ...(example && { example }) };
}

function readWrongWay(value: YamlValue): WrongWay | undefined {
  const fields = value.fields();
  if (!fields) return undefined;
  const files = readFiles(fields);
  const edits = (fields.get('edits')?.list() ?? []).flatMap((item) => {
    const edit = item.fields();
    const file = edit?.require('file');
    const path = file && readLearnerPath(file);
    const replace = edit?.require('replace')?.text();
    const text = edit?.require('with')?.text();
    edit?.end();
    return path === undefined || replace === undefined || text === undefined
      ? []
      : [{ file: path, replace, with: text }];
  });
  const commands = fields.has('commands') ? readCommands(fields, 'commands') : undefined;
  const typed = fields.get('typed')?.text();
  const untouched = fields.get('untouched')?.flag() ?? false;
  fields.end();
  return {
    files,
    edits,
    filesBefore: untouched ? 'untouched' : 'solution',
    ...(commands && { commands }),
    ...(typed !== undefined && { typed }),
  };
}

/** The field `files`: the learner's file and, behind the colon, the lab's. */
function readFiles(fields: YamlFields): LabText[] {
  return (fields.get('files')?.fields()?.entries() ?? []).flatMap(([path, value]) => {
    if (!isInsideFolder(path)) {
      value.problem('Both should be paths in the lab’s folder.');
      return [];
    }
    const from = readShippedPath(value);
    return from === undefined ? [] : [{ path, from }];
  });
}
