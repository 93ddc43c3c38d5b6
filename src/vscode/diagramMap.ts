import * as vscode from 'vscode';
import type { Service } from '../api/generated/objects.ts';
import type { Stored } from '../api/objects.ts';
import { serviceMap } from '../diagrams/serviceMap/serviceMap.ts';
import type { ServiceSight } from '../diagrams/serviceMap/serviceSight.ts';
import type { DiagramView } from '../webview/messages.ts';
import type { ClusterHost } from './clusterHost.ts';
import { isService, ManifestReader } from './diagramManifest.ts';
import { LiveServices } from './diagramMapLive.ts';
import { drawMs, openDocument, type ShownDiagram, type SubjectListener, type SubjectWatch } from './diagramShown.ts';
import type { MapSubject } from './diagramSubject.ts';
import { FolderManifests, type FoundManifest } from './folderManifests.ts';
import { revealObject } from './revealObject.ts';
import { throttle } from './throttle.ts';
import { writtenSight } from './writtenSight.ts';

/** What manifests say of the subject now. */
interface Written {
  readonly sight: ServiceSight;
  readonly note?: string;
}

/** Follows Services: the cluster's where they exist, unless the manifests' are asked for, else what these say. */
export function watchMap(subject: MapSubject, cluster: ClusterHost, listener: SubjectListener): SubjectWatch {
  const { name, manifest } = subject;
  let wanted: DiagramView = 'cluster';
  const tell = throttle(drawMs, () => {
    const written = manifests && readWritten(subject, reader, manifests.all());
    const isWanted = written ? isOneOf(written.sight.services) : isNamed(subject);
    const found = live.find(isWanted);
    const hasBoth = found !== undefined && written !== undefined;
    const sight = found && (wanted === 'cluster' || !written) ? found : written?.sight;
    if (sight) {
      const note = sight === found ? undefined : written?.note;
      const placed = manifests?.all() ?? [];
      listener.onShown(() => shownMap(sight, { subject, hasBoth, note, placed }));
    } else if (cluster.state !== 'starting') listener.onNothing(nothingText(subject));
  });
  const reader =
    name === undefined ? undefined : new ManifestReader({ kind: 'Service', name, namespace: subject.namespace });
  const manifests = manifest === undefined ? undefined : new FolderManifests(vscode.Uri.parse(manifest), tell.request);
  const live = new LiveServices(cluster, tell.request);
  if (manifest !== undefined && !openDocument(manifest)) {
    // Of a file that nobody has open, as after a reload. It may be gone, and then only the cluster knows the Service.
    vscode.workspace.openTextDocument(vscode.Uri.parse(manifest)).then(tell.request, () => {});
  }
  tell.request();
  const subscription = vscode.Disposable.from(live, ...(manifests ? [manifests] : []), { dispose: tell.cancel });
  return {
    look(at) {
      wanted = at;
      tell.request();
    },
    dispose: () => subscription.dispose(),
  };
}

function readWritten(
  { manifest = '', namespace }: MapSubject,
  reader: ManifestReader | undefined,
  placed: readonly FoundManifest[],
): Written | undefined {
  const documents = placed.map((one) => one.manifest);
  if (!reader) {
    const services = placed.filter((one) => one.uri === manifest && isService(one.manifest));
    if (services.length === 0) return undefined;
    return {
      sight: writtenSight(
        documents,
        services.map((one) => one.manifest),
        namespace,
      ),
    };
  }
  const written = reader.read(openDocument(manifest));
  if (!written) return undefined;
  const { note } = written;
  return { sight: writtenSight(documents, [written.manifest], namespace), ...(note !== undefined && { note }) };
}

function isOneOf(services: readonly Service[]): (service: Stored<Service>) => boolean {
  const keys = new Set(services.map(({ metadata }) => `${metadata?.namespace}/${metadata?.name}`));
  return ({ metadata }) => keys.has(`${metadata.namespace}/${metadata.name}`);
}

function isNamed({ name, namespace }: MapSubject): (service: Stored<Service>) => boolean {
  return ({ metadata }) => metadata.namespace === namespace && (name === undefined || metadata.name === name);
}

interface Shown {
  readonly subject: MapSubject;
  readonly hasBoth: boolean;
  readonly note: string | undefined;
  readonly placed: readonly FoundManifest[];
}

function shownMap(sight: ServiceSight, { subject, hasBoth, note, placed }: Shown): ShownDiagram {
  const { mermaid, outline, objects } = serviceMap(sight);
  const tab = titleOf(subject, sight);
  const isLive = sight.view === 'live';
  const end =
    subject.name === undefined
      ? isLive
        ? 'as they run'
        : 'as they are written'
      : isLive
        ? 'as it runs'
        : 'as written';
  return {
    tab,
    title: `${tab}, ${end}`,
    mermaid,
    outline,
    target: subject.manifest === undefined ? 'cluster' : 'manifest',
    ...(hasBoth && { view: isLive ? ('cluster' as const) : ('manifest' as const) }),
    ...(note !== undefined && { note }),
    async reveal(part) {
      const place = objects.get(part);
      if (place) await revealObject(place, placed);
    },
  };
}

/** `Service web`, `Services of web.yaml`, `Services in shop`. */
function titleOf({ name, namespace, manifest }: MapSubject, { services }: ServiceSight): string {
  if (name !== undefined) return `Service ${services[0]?.metadata?.name || '(no name yet)'}`;
  if (manifest === undefined) return `Services in ${namespace}`;
  return `Services of ${decodeURIComponent(manifest.slice(manifest.lastIndexOf('/') + 1))}`;
}

function nothingText({ name, namespace }: MapSubject): string {
  const what = name === undefined ? `There is no Service in ${namespace} now.` : `There is no Service ${name} now.`;
  return `${what} It is drawn here as soon as there is one.`;
}
