import type { ImageOfVersion } from '../image.ts';
import { components } from './components.ts';
import { amazonLinux, centos, debian, fedora, rockyLinux, ubuntu } from './distributions.ts';
import { fluentBitImage } from './fluentBit.ts';
import { fluentdImage } from './fluentd.ts';
import { gitSyncImage } from './gitSync.ts';
import { jobWorker } from './jobWorker.ts';
import { memcached } from './memcached.ts';
import { mysqlClient } from './mysql/clients.ts';
import { mariadb, mysql } from './mysql/image.ts';
import { perlImage } from './perl.ts';
import { postgres } from './postgres/image.ts';
import { pythonImage } from './python.ts';
import { redis, redisFollower } from './redis/image.ts';
import { kafka, rabbitmq } from './services/brokers.ts';
import { etcd, kubernetesZookeeper, zookeeper } from './services/coordination.ts';
import { cassandra, mongo } from './services/databases.ts';
import { filebeat } from './services/filebeat.ts';
import { wordpress } from './services/wordpress.ts';
import { alpineGit, bash, bitnamiKubectl, helloWorld, kubectl, whalesay, xtrabackup } from './smallTools.ts';
import { polinuxStress, vishStress } from './stress.ts';
import { systemImages } from './systemImages.ts';

/** Images that serve no HTTP, by their names. */
const images: ReadonlyMap<string, ImageOfVersion> = new Map<string, ImageOfVersion>([
  ['docker.io/library/debian', debian],
  ['docker.io/library/ubuntu', ubuntu],
  ['docker.io/library/fedora', fedora],
  ['docker.io/library/centos', centos],
  ['docker.io/library/rockylinux', rockyLinux],
  ['docker.io/library/amazonlinux', amazonLinux],
  ['docker.io/library/bash', bash],
  ['docker.io/library/perl', perlImage],
  ['docker.io/library/python', pythonImage],
  ['docker.io/library/hello-world', helloWorld],
  ['docker.io/docker/whalesay', whalesay],
  ['docker.io/alpine/git', alpineGit],
  ['docker.io/bitnami/kubectl', bitnamiKubectl],
  ['registry.k8s.io/kubectl', kubectl],
  ['docker.io/polinux/stress', polinuxStress],
  ['docker.io/vish/stress', vishStress],
  ['registry.k8s.io/stress', vishStress],
  ['docker.io/library/redis', redis],
  ['registry.k8s.io/redis', redis],
  ['docker.io/library/memcached', memcached],
  ['docker.io/library/postgres', postgres],
  ['docker.io/library/mysql', mysql],
  ['docker.io/library/mariadb', mariadb],
  ['docker.io/library/mongo', mongo],
  ['docker.io/library/rabbitmq', rabbitmq],
  ['docker.io/library/cassandra', cassandra],
  ['gcr.io/google-samples/cassandra', cassandra],
  ['docker.io/library/zookeeper', zookeeper],
  ['registry.k8s.io/kubernetes-zookeeper', kubernetesZookeeper],
  ['docker.io/apache/kafka', kafka],
  ['registry.k8s.io/etcd', etcd],
  ['quay.io/coreos/etcd', etcd],
  ['docker.io/library/wordpress', wordpress],
  ['gcr.io/google-samples/xtrabackup', xtrabackup(mysqlClient)],
  ['docker.io/fluent/fluent-bit', fluentBitImage],
  ['docker.io/fluent/fluentd', fluentdImage],
  ['docker.io/library/fluentd', fluentdImage],
  ['registry.k8s.io/fluentd-gcp', fluentdImage],
  ['quay.io/fluentd_elasticsearch/fluentd', fluentdImage],
  ['docker.elastic.co/beats/filebeat', filebeat],
  ['registry.k8s.io/git-sync/git-sync', gitSyncImage],
  ['us-docker.pkg.dev/google-samples/containers/gke/gb-redis-follower', redisFollower],
  ...components,
  ...systemImages,
]);

/** The image of that name; the documentation's worker wherever its reader has pushed it. */
export function otherImageOf(name: string): ImageOfVersion | undefined {
  return images.get(name) ?? (name.endsWith('/job-wq-2') ? jobWorker : undefined);
}
