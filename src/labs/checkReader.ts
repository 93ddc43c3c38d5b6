import type { Check, Condition, Misconception } from './lab.ts';
import { operatorNames, readExpectation } from './operators.ts';
import { readSource, sourceNames } from './sources/sources.ts';
import type { YamlFields, YamlValue } from './yamlFields.ts';

/** Reads the list in a `check` block. */
export function readChecks(value: YamlValue): Check[] {
  return (value.list() ?? []).flatMap((item) => {
    const fields = item.fields();
    if (!fields) return [];
    const title = fields.get('title')?.text();
    const otherwise = fields.get('otherwise')?.text()?.trim();
    const why = fields.get('why')?.text()?.trim();
    const check = readLook(fields);
    fields.end();
    const words = {
      ...(title !== undefined && { title }),
      ...(otherwise !== undefined && { otherwise }),
      ...(why !== undefined && { why }),
    };
    return check ? [{ ...check, ...words }] : [];
  });
}

/** Reads a `misconception` block. */
export function readMisconception(value: YamlValue): Misconception | undefined {
  const fields = value.fields();
  const when =
    fields
      ?.require('when')
      ?.list()
      ?.flatMap((item) => readCondition(item) ?? []) ?? [];
  const answer = fields?.require('answer')?.text()?.trim();
  fields?.end();
  return answer === undefined || when.length === 0 ? undefined : { when, answer };
}

function readCondition(value: YamlValue): Condition | undefined {
  const fields = value.fields();
  if (!fields) return undefined;
  const inner = fields.get('not');
  if (inner) {
    fields.end();
    const innerFields = inner.fields();
    const check = innerFields && readLook(innerFields);
    innerFields?.end();
    return check && { check, negated: true };
  }
  const check = readLook(fields);
  fields.end();
  return check && { check, negated: false };
}

function readLook(fields: YamlFields): Check | undefined {
  const type = onlyOne(fields, sourceNames, 'where to look');
  const operator = onlyOne(fields, operatorNames, 'what to expect');
  const place = type && fields.get(type);
  const wanted = operator && fields.get(operator);
  const source = type && place && readSource(type, place, fields);
  const expectation = operator && wanted && readExpectation(operator, wanted);
  return source && expectation ? { source, expectation } : undefined;
}

function onlyOne<Name extends string>(fields: YamlFields, names: readonly Name[], what: string): Name | undefined {
  const present = names.filter((name) => fields.has(name));
  if (present.length === 1) return present[0];
  for (const name of present) fields.get(name);
  return fields.owner.problem(`A check says ${what} with exactly one of: ${names.join(', ')}.`);
}
