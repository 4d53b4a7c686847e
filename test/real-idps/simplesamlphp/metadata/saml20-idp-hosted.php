<?php

/** The identity provider. The keys are made by each run; the second one is announced and not used yet. */
$metadata['__DYNAMIC:1__'] = [
    'host' => '__DEFAULT__',
    'auth' => 'people',
    'privatekey' => 'idp.key',
    'certificate' => 'idp.crt',
    'new_privatekey' => 'next.key',
    'new_certificate' => 'next.crt',
    'simplesaml.nameidattribute' => 'email',
];
