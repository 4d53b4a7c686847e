<?php

/** Who can sign in: "name:password" and the attributes of each. */
$config = [
    'people' => ['exampleauth:UserPass'] + json_decode(file_get_contents(getenv('IDP_FOLDER') . '/people.json'), true),
];
