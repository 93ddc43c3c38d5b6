import type { FieldPath } from '../../api/field.ts';
import type { Container, PodSpec } from '../../api/generated/objects.ts';
import { effectivePodSpec } from '../defaultedObject.ts';
import { insideContainer, podSpecPath } from '../podSpecs.ts';
import type { HoverContext } from './subject.ts';

/** The Pods that the manifest under the cursor makes, with the server's defaults. */
export interface HoveredPod {
  readonly spec: PodSpec;
  readonly specPath: FieldPath;
}

/** The container that the cursor is in. */
export interface HoveredContainer extends HoveredPod {
  readonly container: Container;
  /** A sidecar is an init container with `restartPolicy: Always`. */
  readonly role: 'init' | 'sidecar' | 'app' | 'ephemeral';
  /** The path below the container. */
  readonly rest: FieldPath;
}

/** Undefined for kinds without Pods. */
export function hoveredPod({ document, kind }: HoverContext): HoveredPod | undefined {
  const specPath = podSpecPath(kind);
  const spec = specPath && effectivePodSpec(document.parsed);
  return spec && { spec, specPath };
}

/** Undefined where the cursor is in no container. */
export function hoveredContainer(context: HoverContext): HoveredContainer | undefined {
  const pod = hoveredPod(context);
  const inside = pod && insideContainer(pod.specPath, context.path);
  if (!inside) return undefined;
  const { list, index, rest } = inside;
  const container = pod.spec[list]?.[index] as Container | undefined;
  if (!container) return undefined;
  const ofInit = container.restartPolicy === 'Always' ? 'sidecar' : 'init';
  const role = list === 'containers' ? 'app' : list === 'initContainers' ? ofInit : 'ephemeral';
  return { ...pod, container, role, rest };
}
