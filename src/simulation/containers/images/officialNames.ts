/** The official images of Docker Hub: those without a user's name before a slash. */
const officialNames: ReadonlySet<string> = new Set(
  (
    'adminer aerospike almalinux alpine alt amazoncorretto amazonlinux api-firewall arangodb archlinux backdrop bash ' +
    'bonita buildpack-deps busybox caddy cassandra centos chronograf cirros clearlinux clefos clojure composer consul ' +
    'convertigo couchbase couchdb crate dart debian docker drupal eclipse-mosquitto eclipse-temurin eggdrop ' +
    'elasticsearch elixir emqx erlang fedora flink fluentd friendica gazebo gcc geonetwork ghost golang gradle groovy ' +
    'haproxy haskell haxe hello-world hitch httpd hylang ibmjava influxdb irssi jetty joomla jruby julia kapacitor ' +
    'kibana kong krakend lightstreamer liquibase logstash mageia mariadb matomo maven mediawiki memcached mongo ' +
    'mongo-express monica mysql nats nats-streaming neo4j neurodebian nextcloud nginx node notary odoo ' +
    'open-liberty openjdk oraclelinux orientdb percona perl photon php php-zendserver phpmyadmin plone postfixadmin ' +
    'postgres pypy python r-base rabbitmq rakudo-star redis redmine registry rethinkdb rocket.chat rockylinux ros ' +
    'ruby rust sapmachine satosa silverpeas solr sonarqube spark spiped storm swift swipl teamspeak telegraf ' +
    'tomcat tomee traefik ubuntu unit varnish vault websphere-liberty wordpress xwiki yourls znc zookeeper'
  ).split(' '),
);

/** Whether Docker Hub has an official image of that name. */
export function isOfficialName(name: string): boolean {
  return officialNames.has(name);
}
