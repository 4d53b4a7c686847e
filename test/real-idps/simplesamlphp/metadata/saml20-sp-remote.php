<?php

/** The service provider: the metadata that is served at metadataUrl, as SimpleSAMLphp reads it, and what the case sets beside. */
$provider = json_decode(file_get_contents(getenv('IDP_FOLDER') . '/provider.json'), true);
$read = SimpleSAML\Metadata\SAMLParser::parseFile($provider['metadataUrl'])->getMetadata20SP();
$metadata[$read['entityid']] = $provider['options'] + $read;
