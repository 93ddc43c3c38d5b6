import { parseDuration } from '../kubectl/duration.ts';
import type { Check, CheckSource, Condition } from './lab.ts';
import { operatorNames, readExpectation } from './operators.ts';
import { readSource, sourceNames } from './sources/sources.ts';
import type { YamlFields, YamlValue } from './yamlFields.ts';

/** Sources whose sights have a birth, from which `within` counts. */
const bornSources: ReadonlySet<CheckSource['type']> = new Set(['object', 'events', 'logs', 'http', 'dns', 'traffic']);

/** Reads the list in a `check` block. */
export function readChecks(value: YamlValue): Check[] {
  return (value.list() ?? []).flatMap((item) => {
    const fields = item.fields();
    if (!fields) return [];
    const title = fields.get('title')?.text();
    const otherwise = fields.get('otherwise')?.text()?.trim();
    const why = fields.get('why')?.text()?.trim();
    const check = readLook(fields);
    const withinValue = fields.get('within');
    const withinMs = withinValue && readDuration(withinValue);
    if (check && withinValue && !bornSources.has(check.source.type)) {
      withinValue.problem('within counts from the making of an object: it does not go with this source.');
    }
    fields.end();
    const words = {
      ...(title !== undefined && { title }),
      ...(otherwise !== undefined && { otherwise }),
      ...(why !== undefined && { why }),
      ...(withinMs !== undefined && { withinMs }),
    };
    return check ? [{ ...check, ...words }] : [];
  });
}

/** Reads the list of conditions in a field `when`; all must hold. */
export function readConditions(value: YamlValue): Condition[] {
  const items = value.list() ?? [];
  if (items.length === 0) value.problem('This should name at least one condition.');
  return items.flatMap((item) => readCondition(item) ?? []);
}

function readCondition(value: YamlValue): Condition | undefined {
  const fields = value.fields();
  if (!fields) return undefined;
  const inner = fields.get('not');
  if (inner) {
    fields.end();
    const innerFields = inner.fields();
    const check = innerFields && readCalmLook(innerFields);
    innerFields?.end();
    return check && { check, negated: true };
  }
  const check = readCalmLook(fields);
  fields.end();
  return check && { check, negated: false };
}

/** A look that knows nothing of what was before: only checks are looked at when their step is opened. */
function readCalmLook(fields: YamlFields): Check | undefined {
  const check = readLook(fields);
  if (check?.expectation.operator !== 'changed') return check;
  return fields.owner.problem('changed is for checks alone: nobody knows what was there before.');
}

/** Where to look, what to expect, and for how long. */
function readLook(fields: YamlFields): Check | undefined {
  const type = onlyOne(fields, sourceNames, 'where to look');
  const operator = onlyOne(fields, operatorNames, 'what to expect');
  const place = type && fields.get(type);
  const wanted = operator && fields.get(operator);
  const source = type && place && readSource(type, place, fields);
  const expectation = operator && wanted && readExpectation(operator, wanted, fields);
  const forValue = fields.get('for');
  const forMs = forValue && readDuration(forValue);
  return source && expectation && { source, expectation, ...(forMs !== undefined && { forMs }) };
}

function readDuration(value: YamlValue): number | undefined {
  const text = value.text();
  if (text === undefined) return undefined;
  const duration = parseDuration(text);
  if (duration.problem !== undefined || duration.ms <= 0 || duration.ms > 3_600_000) {
    return value.problem('This should be a time such as 30s or 2m, one hour at most.');
  }
  return duration.ms;
}

function onlyOne<Name extends string>(fields: YamlFields, names: readonly Name[], what: string): Name | undefined {
  const present = names.filter((name) => fields.has(name));
  if (present.length === 1) return present[0];
  for (const name of present) fields.get(name);
  return fields.owner.problem(`A check says ${what} with exactly one of: ${names.join(', ')}.`);
}
