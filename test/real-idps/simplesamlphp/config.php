<?php

/** SimpleSAMLphp as an identity provider on loopback. IDP_URL is where it is served, IDP_FOLDER holds all that it keeps. */
$folder = getenv('IDP_FOLDER');
$config = [
    'baseurlpath' => getenv('IDP_URL') . '/',
    'metadatadir' => __DIR__ . '/metadata/',
    'certdir' => "$folder/",
    'loggingdir' => "$folder/",
    'datadir' => "$folder/",
    'tempdir' => "$folder/",
    'secretsalt' => 'insecure: the salt of a test',
    'auth.adminpassword' => bin2hex(random_bytes(16)),
    'admin.checkforupdates' => false,
    'logging.handler' => 'file',
    'logging.level' => SimpleSAML\Logger::INFO,
    'enable.saml20-idp' => true,
    'module.enable' => ['exampleauth' => true],
    'store.type' => 'phpsession',
    'session.phpsession.savepath' => $folder,
    'session.cookie.secure' => false,
    'session.cookie.samesite' => null,
    'language.cookie.secure' => false,
    'language.cookie.samesite' => null,
    'metadata.sources' => [['type' => 'flatfile']],
];
