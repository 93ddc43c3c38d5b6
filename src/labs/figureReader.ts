import { nearestName } from '../api/didYouMean.ts';
import type { AutoscalerReference, FigurePart, PodReference, ServiceReference } from './lab.ts';
import type { LabReading } from './labReading.ts';
import type { FencedBlock } from './markdownBlocks.ts';
import { readPodReference } from './podReference.ts';
import { readYaml, type YamlFields } from './yamlFields.ts';

/** The blocks that show live things, by their names. */
const readers: Readonly<Record<FigurePart['type'], (fields: YamlFields) => FigurePart | undefined>> = {
  diagram: (fields) => ofPod(fields, (of) => ({ type: 'diagram', of })),
  trace: (fields) => ofPod(fields, (of) => ({ type: 'trace', of })),
  map: (fields) => {
    const of = readServiceReference(fields);
    return of && { type: 'map', of };
  },
  request: (fields) => ofRequest(fields, 'request'),
  lookup: (fields) => ofRequest(fields, 'lookup'),
  autoscaler: (fields) => {
    const of = readAutoscalerReference(fields);
    return of && { type: 'autoscaler', of };
  },
};

/** Whether a fenced block shows something live. */
export function isFigure({ language }: FencedBlock): boolean {
  return Object.hasOwn(readers, language);
}

/** The figure that a block's name most likely means although there is none of that name. */
export function meantFigure(block: FencedBlock): string | undefined {
  const near = isFigure(block) ? undefined : nearestName(block.language, Object.keys(readers));
  // Slips of the pen begin right.
  return near?.[0] === block.language[0] ? near : undefined;
}

/** Reads a figure; undefined, and reported, where it is none. */
export function readFigure(text: string, block: FencedBlock, reading: LabReading): FigurePart | undefined {
  const fields = readYaml(text, block.body, reading)?.fields();
  const figure = fields && readers[block.language as FigurePart['type']](fields);
  fields?.end();
  return figure;
}

function ofPod(fields: YamlFields, make: (of: PodReference) => FigurePart): FigurePart | undefined {
  const of = readPodReference(fields);
  return of && make(of);
}

function ofRequest(fields: YamlFields, type: 'request' | 'lookup'): FigurePart | undefined {
  const of = readPodReference(fields);
  const name = fields.get('name')?.text();
  // A look-up goes through no Service.
  const service = type === 'request' ? fields.get('service')?.text() : undefined;
  return of && { type, of: { ...of, ...(name !== undefined && { name }), ...(service !== undefined && { service }) } };
}

function readServiceReference(fields: YamlFields): ServiceReference | undefined {
  const service = fields.get('service')?.text();
  const namespace = fields.get('namespace')?.text();
  if (!fields.has('service') && !fields.has('namespace')) {
    return fields.owner.problem('This names a Service with service, or with namespace all Services of a Namespace.');
  }
  if (service === undefined && namespace === undefined) return undefined;
  return { ...(service !== undefined && { service }), ...(namespace !== undefined && { namespace }) };
}

function readAutoscalerReference(fields: YamlFields): AutoscalerReference | undefined {
  const hpa = fields.require('hpa')?.text();
  const namespace = fields.get('namespace')?.text();
  const size = fields.get('replicas');
  const replicas = size?.number();
  if (replicas !== undefined && (!Number.isInteger(replicas) || replicas < 0)) {
    return size?.problem('This should be a whole number of replicas.');
  }
  if (hpa === undefined) return undefined;
  return { hpa, ...(namespace !== undefined && { namespace }), ...(replicas !== undefined && { replicas }) };
}
