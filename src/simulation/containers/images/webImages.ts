import type { ImageOfVersion } from '../image.ts';
import { nginx, unprivilegedNginx } from './nginx.ts';
import {
  echoServerImage,
  helloApp,
  httpEcho,
  livenessImage,
  serveHostnameImage,
  whoamiImage,
} from './web/smallServers.ts';

/** Which nginx the images of older Kubernetes examples hold. */
const slimNginx = () => nginx('1.27.1');

/** Web servers, proxies and the servers of examples. A new one: its file, its line here, its line in the catalogue. */
export const webImages: readonly (readonly [name: string, image: ImageOfVersion])[] = [
  ['docker.io/library/nginx', nginx],
  ['docker.io/nginxinc/nginx-unprivileged', unprivilegedNginx],
  ['registry.k8s.io/nginx-slim', slimNginx],
  ['registry.k8s.io/nginx', () => nginx('1.7.9')],
  ['docker.io/hashicorp/http-echo', httpEcho],
  ['gcr.io/google-samples/hello-app', helloApp],
  ['us-docker.pkg.dev/google-samples/containers/gke/hello-app', helloApp],
  ['registry.k8s.io/serve_hostname', serveHostnameImage],
  ['registry.k8s.io/liveness', livenessImage],
  ['docker.io/traefik/whoami', whoamiImage],
  ['registry.k8s.io/echoserver', echoServerImage],
];
