import type { EndpointSlice, Pod, Service } from '../api/generated/objects.ts';
import { servedKind } from '../api/kinds.ts';
import { pathOf } from '../api/route.ts';
import { refusalOf } from '../api/status.ts';
import type { RequestTrace } from '../api/traffic.ts';
import { podAnatomy } from '../diagrams/podAnatomy.ts';
import { requestSequence } from '../diagrams/requests/requestSequence.ts';
import { requestTitle } from '../diagrams/requests/requestTitle.ts';
import { serviceMap } from '../diagrams/serviceMap/serviceMap.ts';
import type { CheckContext } from '../labs/checkContext.ts';
import type { FigurePart, PodReference, RequestReference, ServiceReference } from '../labs/lab.ts';
import { findPod, nameOfPod } from '../labs/podReference.ts';
import { traceOf } from '../labs/podTrace.ts';
import { podTraffic } from '../labs/podTraffic.ts';
import type { FigureView } from '../webview/labMessages.ts';
import { autoscalerFigure } from './labFigureAutoscaler.ts';

/** What a figure of a lab shows now. */
export function lookAtFigure(part: FigurePart, context: CheckContext): Promise<FigureView> {
  switch (part.type) {
    case 'diagram':
      return podFigure(part.of, context);
    case 'trace':
      return traceFigure(part.of, context);
    case 'map':
      return mapFigure(part.of, context);
    case 'request':
      return requestFigure(part.of, context);
    case 'lookup':
      return lookupFigure(part.of, context);
    case 'autoscaler':
      return autoscalerFigure(part.of, context);
  }
}

async function podFigure(of: PodReference, context: CheckContext): Promise<FigureView> {
  const found = await findPod(of, context);
  if ('sight' in found) return { type: 'none', text: `There is no ${nameOfPod(of)} to draw now.` };
  const { mermaid, outline } = podAnatomy(found.pod);
  return { type: 'diagram', title: `Pod ${found.pod.metadata.name}`, mermaid, outline };
}

async function traceFigure(of: PodReference, context: CheckContext): Promise<FigureView> {
  const { title, rows } = await traceOf(of, context);
  if (rows.length === 0) return { type: 'none', text: `Nothing is known of ${title}.` };
  return { type: 'trace', title, rows };
}

async function mapFigure({ service, namespace }: ServiceReference, context: CheckContext): Promise<FigureView> {
  const place = namespace ?? context.namespace;
  const all = await listOf<Service>('services', context, place);
  const services = all.filter(({ metadata }) => service === undefined || metadata?.name === service);
  const title = service === undefined ? `the Services of ${place}` : `Service ${service}`;
  if (services.length === 0) {
    return {
      type: 'none',
      text: service === undefined ? `There is no Service in ${place} now.` : `There is no ${title} to draw now.`,
    };
  }
  const { mermaid, outline } = serviceMap({
    view: 'live',
    services,
    slices: await listOf<EndpointSlice>('endpointslices', context, place),
    pods: await listOf<Pod>('pods', context),
    planned: [],
  });
  return { type: 'diagram', title, mermaid, outline };
}

async function listOf<T>(kind: string, { client }: CheckContext, namespace?: string): Promise<T[]> {
  const response = await client.send({ method: 'GET', path: pathOf(servedKind(kind), namespace) });
  return refusalOf(response) ? [] : (response.body as { items: T[] }).items;
}

async function requestFigure(of: RequestReference, context: CheckContext): Promise<FigureView> {
  const found = await podTraffic(of, context);
  const last = 'requests' in found ? found.requests.at(-1) : undefined;
  return last ? sequenceFigure(last) : nothingSent(found, of, 'request');
}

/** A look-up by itself: what came after it is another figure's. */
async function lookupFigure(of: RequestReference, context: CheckContext): Promise<FigureView> {
  const found = await podTraffic(of, context);
  const last =
    'requests' in found ? found.requests.findLast(({ lookup }) => lookup && lookup.source !== 'address') : undefined;
  if (!last) return nothingSent(found, of, 'look-up');
  const { connection: _connection, ...alone } = last;
  return sequenceFigure({ ...alone, http: [] });
}

function sequenceFigure(trace: RequestTrace): FigureView {
  const { mermaid, outline } = requestSequence(trace);
  return { type: 'diagram', title: requestTitle(trace).what, mermaid, outline };
}

function nothingSent(found: Awaited<ReturnType<typeof podTraffic>>, of: RequestReference, what: string): FigureView {
  if ('sight' in found && found.sight.unknown) {
    return { type: 'none', text: 'Only the practice cluster can tell what became of a request.' };
  }
  const to = of.name === undefined ? '' : ` ${what === 'request' ? 'to' : 'of'} ${of.name}`;
  const through = of.service === undefined ? '' : ` through Service ${of.service}`;
  return { type: 'none', text: `There is no ${what}${to}${through} from ${nameOfPod(of)} yet.` };
}
