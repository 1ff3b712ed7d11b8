<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>ChangeLog</name>
    <message numerus="yes">
        <source>%1 % of %n labelled pairs are too few to set one aside, of each label its share.</source>
        <translation>
            <numerusform>%1 % of %n labelled pair is too little to set one aside, of each label its share.</numerusform>
            <numerusform>%1 % of %n labelled pairs are too few to set one aside, of each label its share.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The test set has %1 of %n labelled pairs; what is missing to %2 % is too little for one more pair or whole dialogue of each label</source>
        <translation>
            <numerusform>The test set has %1 of %n labelled pair; what is missing to %2 % is too little for one more pair or whole dialogue of each label</numerusform>
            <numerusform>The test set has %1 of %n labelled pairs; what is missing to %2 % is too little for one more pair or whole dialogue of each label</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CheckPairs</name>
    <message numerus="yes">
        <source>The question of %n pairs has no letter and no digit.</source>
        <translation>
            <numerusform>The question of %n pair has no letter and no digit.</numerusform>
            <numerusform>The question of %n pairs has no letter and no digit.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The reply of %n pairs has no letter and no digit.</source>
        <translation>
            <numerusform>The reply of %n pair has no letter and no digit.</numerusform>
            <numerusform>The reply of %n pairs has no letter and no digit.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pairs have more than %1 letters.</source>
        <translation>
            <numerusform>%n pair has more than %1 letters.</numerusform>
            <numerusform>%n pairs have more than %1 letters.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pairs are longer than the %1 tokens that %2 reads. Earlier turns and question lose %3 tokens in %4 pairs, the reply %5 in %6.</source>
        <translation>
            <numerusform>%n pair is longer than the %1 tokens that %2 reads. Earlier turns and question lose %3 tokens in %4 pairs, the reply %5 in %6.</numerusform>
            <numerusform>%n pairs are longer than the %1 tokens that %2 reads. Earlier turns and question lose %3 tokens in %4 pairs, the reply %5 in %6.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pairs hold what looks like a card number.</source>
        <translation>
            <numerusform>%n pair holds what looks like a card number.</numerusform>
            <numerusform>%n pairs hold what looks like a card number.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pairs hold what looks like a phone number.</source>
        <translation>
            <numerusform>%n pair holds what looks like a phone number.</numerusform>
            <numerusform>%n pairs hold what looks like a phone number.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pairs hold an e-mail address.</source>
        <translation>
            <numerusform>%n pair holds an e-mail address.</numerusform>
            <numerusform>%n pairs hold an e-mail address.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pairs hold what looks like an identity number.</source>
        <translation>
            <numerusform>%n pair holds what looks like an identity number.</numerusform>
            <numerusform>%n pairs hold what looks like an identity number.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Cli</name>
    <message numerus="yes">
        <source>%n pairs</source>
        <translation>
            <numerusform>%n pair</numerusform>
            <numerusform>%n pairs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>  … and %n more; --rejects FILE.csv writes them all</source>
        <translation>
            <numerusform>  … and %n more; --rejects FILE.csv writes them all</numerusform>
            <numerusform>  … and %n more; --rejects FILE.csv writes them all</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Made %1 with %n pairs.</source>
        <translation>
            <numerusform>Made %1 with %n pair.</numerusform>
            <numerusform>Made %1 with %n pairs.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pairs match.</source>
        <translation>
            <numerusform>%n pair matches.</numerusform>
            <numerusform>%n pairs match.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s)</source>
        <translation>
            <numerusform>%n layer</numerusform>
            <numerusform>%n layers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n pairs written.</source>
        <translation>
            <numerusform>%1: %n pair written.</numerusform>
            <numerusform>%1: %n pairs written.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more problems of the kind “%1” are not listed.</source>
        <translation>
            <numerusform>%n more problem of the kind “%1” is not listed.</numerusform>
            <numerusform>%n more problems of the kind “%1” are not listed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pairs were checked.</source>
        <translation>
            <numerusform>%n pair was checked.</numerusform>
            <numerusform>%n pairs were checked.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pairs removed.</source>
        <translation>
            <numerusform>%n pair removed.</numerusform>
            <numerusform>%n pairs removed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pairs brought back.</source>
        <translation>
            <numerusform>%n pair brought back.</numerusform>
            <numerusform>%n pairs brought back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n stay in the bin: they came in a second time and stand in the project.</source>
        <translation>
            <numerusform>%n stays in the bin: it came in a second time and stands in the project.</numerusform>
            <numerusform>%n stay in the bin: they came in a second time and stand in the project.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n duplicates have another label than the pair that is there.</source>
        <translation>
            <numerusform>%n duplicate has another label than the pair that is there.</numerusform>
            <numerusform>%n duplicates have another label than the pair that is there.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rows are nearly the same as a pair or an earlier row.</source>
        <translation>
            <numerusform>%n row is nearly the same as a pair or an earlier row.</numerusform>
            <numerusform>%n rows are nearly the same as a pair or an earlier row.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rows contradict the label of a pair or row that is the same but for case, blanks or signs.</source>
        <translation>
            <numerusform>%n row contradicts the label of a pair or row that is the same but for case, blanks or signs.</numerusform>
            <numerusform>%n rows contradict the label of a pair or row that is the same but for case, blanks or signs.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rows have a dialogue or conversation that is in another split too.</source>
        <translation>
            <numerusform>%n row has a dialogue or conversation that is in another split too.</numerusform>
            <numerusform>%n rows have a dialogue or conversation that is in another split too.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rows hold what looks like personal data: %1 a card number, %2 a phone number, %3 an e-mail address, %4 an identity number.</source>
        <translation>
            <numerusform>%n row holds what looks like personal data: %1 a card number, %2 a phone number, %3 an e-mail address, %4 an identity number.</numerusform>
            <numerusform>%n rows hold what looks like personal data: %1 a card number, %2 a phone number, %3 an e-mail address, %4 an identity number.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>  %n rows have no label, but their pairs have one, which stays</source>
        <translation>
            <numerusform>  %n row has no label, but its pair has one, which stays</numerusform>
            <numerusform>  %n rows have no label, but their pairs have one, which stays</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>  %n rows have another split than the test set, in which their pairs stay</source>
        <translation>
            <numerusform>  %n row has another split than the test set, in which its pair stays</numerusform>
            <numerusform>  %n rows have another split than the test set, in which their pairs stay</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No dialogue is in two splits: %n pairs of %1 were dealt as the next training would deal them.</source>
        <translation>
            <numerusform>No dialogue is in two splits: %n pair of %1 was dealt as the next training would deal it.</numerusform>
            <numerusform>No dialogue is in two splits: %n pairs of %1 were dealt as the next training would deal them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n dialogues</source>
        <translation>
            <numerusform>%n dialogue</numerusform>
            <numerusform>%n dialogues</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Time, at most: about %1 (%2 to %3), %Ln steps
  model and pairs %4, frozen layers %5, training %6, checks and test %7
Memory at the peak: about %8</source>
        <translation>
            <numerusform>Time, at most: about %1 (%2 to %3), %Ln step
  model and pairs %4, frozen layers %5, training %6, checks and test %7
Memory at the peak: about %8</numerusform>
            <numerusform>Time, at most: about %1 (%2 to %3), %Ln steps
  model and pairs %4, frozen layers %5, training %6, checks and test %7
Memory at the peak: about %8</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Exported to %1 (%2 MB).
%3 of %n pairs get the same verdict; largest difference %4.</source>
        <translation>
            <numerusform>Exported to %1 (%2 MB).
%3 of %n pair gets the same verdict; largest difference %4.</numerusform>
            <numerusform>Exported to %1 (%2 MB).
%3 of %n pairs get the same verdict; largest difference %4.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Verified: %n pairs give the stored answers; largest difference %1.</source>
        <translation>
            <numerusform>Verified: %n pair gives the stored answer; largest difference %1.</numerusform>
            <numerusform>Verified: %n pairs give the stored answers; largest difference %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rows are longer than the %1 tokens that %2 reads.</source>
        <translation>
            <numerusform>%n row is longer than the %1 tokens that %2 reads.</numerusform>
            <numerusform>%n rows are longer than the %1 tokens that %2 reads.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>About %n rows are longer than the %1 tokens that %2 reads, by %3 rows that were counted.</source>
        <translation>
            <numerusform>About %n row is longer than the %1 tokens that %2 reads, by %3 rows that were counted.</numerusform>
            <numerusform>About %n rows are longer than the %1 tokens that %2 reads, by %3 rows that were counted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>“%1” %2 (%n rows)</source>
        <translation>
            <numerusform>“%1” %2 (%n row)</numerusform>
            <numerusform>“%1” %2 (%n rows)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %2 of %n rows would come in, %3 labelled; %4, %5 rejected.</source>
        <translation>
            <numerusform>%1: %2 of %n row would come in, %3 labelled; %4, %5 rejected.</numerusform>
            <numerusform>%1: %2 of %n rows would come in, %3 labelled; %4, %5 rejected.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %2 of %n rows imported, %3 labelled; %4, %5 rejected.</source>
        <translation>
            <numerusform>%1: %2 of %n row imported, %3 labelled; %4, %5 rejected.</numerusform>
            <numerusform>%1: %2 of %n rows imported, %3 labelled; %4, %5 rejected.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n duplicates</source>
        <translation>
            <numerusform>%n duplicate</numerusform>
            <numerusform>%n duplicates</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 at %2 tokens: %3 of %n pairs are cut; the longest has %4 tokens (pair %5)</source>
        <translation>
            <numerusform>%1 at %2 tokens: %3 of %n pair is cut; the longest has %4 tokens (pair %5)</numerusform>
            <numerusform>%1 at %2 tokens: %3 of %n pairs are cut; the longest has %4 tokens (pair %5)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pairs, %1 labelled: %2 appropriate, %3 not, %4 disputed</source>
        <translation>
            <numerusform>%n pair, %1 labelled: %2 appropriate, %3 not, %4 disputed</numerusform>
            <numerusform>%n pairs, %1 labelled: %2 appropriate, %3 not, %4 disputed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n people; words in a reply: median %1, longest %2</source>
        <translation>
            <numerusform>%n person; words in a reply: median %1, longest %2</numerusform>
            <numerusform>%n people; words in a reply: median %1, longest %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Agreement on %n pairs: %1 %, kappa %2, alpha %3</source>
        <translation>
            <numerusform>Agreement on %n pair: %1 %, kappa %2, alpha %3</numerusform>
            <numerusform>Agreement on %n pairs: %1 %, kappa %2, alpha %3</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Run %1, %2: %n steps in %3
  best on validation, step %4: %5
  test: %6</source>
        <translation>
            <numerusform>Run %1, %2: %n step in %3
  best on validation, step %4: %5
  test: %6</numerusform>
            <numerusform>Run %1, %2: %n steps in %3
  best on validation, step %4: %5
  test: %6</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Test set: %n pairs, labelled %1 appropriate and %2 not</source>
        <translation>
            <numerusform>Test set: %n pair, labelled %1 appropriate and %2 not</numerusform>
            <numerusform>Test set: %n pairs, labelled %1 appropriate and %2 not</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>; %n labelled pairs in the project</source>
        <translation>
            <numerusform>; %n labelled pair in the project</numerusform>
            <numerusform>; %n labelled pairs in the project</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>  %n rows have another split than the test set, in which pairs of their dialogue stand; --two-splits treats them</source>
        <translation>
            <numerusform>  %n row has another split than the test set, in which pairs of its dialogue stand; --two-splits treats it</numerusform>
            <numerusform>  %n rows have another split than the test set, in which pairs of their dialogue stand; --two-splits treats them</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>  %n rows have the texts of pairs that lie in the bin: restore brings the old ones back</source>
        <translation>
            <numerusform>  %n row has the texts of a pair that lies in the bin: restore brings the old one back</numerusform>
            <numerusform>  %n rows have the texts of pairs that lie in the bin: restore brings the old ones back</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>  %n pairs would be updated (labels %1, notes %2, topics %3, dialogues %4, splits %5, flags %6), %7 unchanged</source>
        <translation>
            <numerusform>  %n pair would be updated (labels %1, notes %2, topics %3, dialogues %4, splits %5, flags %6), %7 unchanged</numerusform>
            <numerusform>  %n pairs would be updated (labels %1, notes %2, topics %3, dialogues %4, splits %5, flags %6), %7 unchanged</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>  %n pairs updated (labels %1, notes %2, topics %3, dialogues %4, splits %5, flags %6), %7 unchanged</source>
        <translation>
            <numerusform>  %n pair updated (labels %1, notes %2, topics %3, dialogues %4, splits %5, flags %6), %7 unchanged</numerusform>
            <numerusform>  %n pairs updated (labels %1, notes %2, topics %3, dialogues %4, splits %5, flags %6), %7 unchanged</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>  %n answers of other people say otherwise and would no longer count</source>
        <translation>
            <numerusform>  %n answer of another person says otherwise and would no longer count</numerusform>
            <numerusform>  %n answers of other people say otherwise and would no longer count</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>  %n answers of other people say otherwise and no longer count</source>
        <translation>
            <numerusform>  %n answer of another person says otherwise and no longer counts</numerusform>
            <numerusform>  %n answers of other people say otherwise and no longer count</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>  %n rows have other texts than their pairs, which never change: they are new pairs with their label, but without the answers that people gave about the old texts</source>
        <translation>
            <numerusform>  %n row has other texts than its pair, which never changes: it is a new pair with its label, but without the answers that people gave about the old texts</numerusform>
            <numerusform>  %n rows have other texts than their pairs, which never change: they are new pairs with their label, but without the answers that people gave about the old texts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>  %n rows would come to the test set, where their dialogue was set aside, whatever split the file gives them</source>
        <translation>
            <numerusform>  %n row would come to the test set, where its dialogue was set aside, whatever split the file gives it</numerusform>
            <numerusform>  %n rows would come to the test set, where their dialogue was set aside, whatever split the file gives them</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>  %n rows came to the test set, where their dialogue was set aside, whatever split the file gives them</source>
        <translation>
            <numerusform>  %n row came to the test set, where its dialogue was set aside, whatever split the file gives it</numerusform>
            <numerusform>  %n rows came to the test set, where their dialogue was set aside, whatever split the file gives them</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>  %n rows are for the test set, while pairs of their dialogue stand in training or validation by another file; --two-splits treats them</source>
        <translation>
            <numerusform>  %n row is for the test set, while pairs of its dialogue stand in training or validation by another file; --two-splits treats it</numerusform>
            <numerusform>  %n rows are for the test set, while pairs of their dialogue stand in training or validation by another file; --two-splits treats them</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>  %n pairs of the project would come to the test set with their dialogue</source>
        <translation>
            <numerusform>  %n pair of the project would come to the test set with its dialogue</numerusform>
            <numerusform>  %n pairs of the project would come to the test set with their dialogue</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>  %n pairs of the project now stand in the test set with their dialogue</source>
        <translation>
            <numerusform>  %n pair of the project now stands in the test set with its dialogue</numerusform>
            <numerusform>  %n pairs of the project now stand in the test set with their dialogue</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>  %n rows have no id of a pair of this project: where their texts are there already, changes of notes, topics, splits and flags are not taken</source>
        <translation>
            <numerusform>  %n row has no id of a pair of this project: where its texts are there already, changes of its note, topic, split and flag are not taken</numerusform>
            <numerusform>  %n rows have no id of a pair of this project: where their texts are there already, changes of notes, topics, splits and flags are not taken</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DataChange</name>
    <message numerus="yes">
        <source>Labelled %Ln pairs appropriate</source>
        <translation>
            <numerusform>Labelled %Ln pair appropriate</numerusform>
            <numerusform>Labelled %Ln pairs appropriate</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Labelled %Ln pairs not appropriate</source>
        <translation>
            <numerusform>Labelled %Ln pair not appropriate</numerusform>
            <numerusform>Labelled %Ln pairs not appropriate</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Answered %Ln pairs</source>
        <translation>
            <numerusform>Answered %Ln pair</numerusform>
            <numerusform>Answered %Ln pairs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Moved %Ln pairs to training</source>
        <translation>
            <numerusform>Moved %Ln pair to training</numerusform>
            <numerusform>Moved %Ln pairs to training</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Moved %Ln pairs to validation</source>
        <translation>
            <numerusform>Moved %Ln pair to validation</numerusform>
            <numerusform>Moved %Ln pairs to validation</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Moved %Ln pairs to the test set</source>
        <translation>
            <numerusform>Moved %Ln pair to the test set</numerusform>
            <numerusform>Moved %Ln pairs to the test set</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Took %Ln pairs out of their split</source>
        <translation>
            <numerusform>Took %Ln pair out of its split</numerusform>
            <numerusform>Took %Ln pairs out of their split</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Flagged %Ln pairs</source>
        <translation>
            <numerusform>Flagged %Ln pair</numerusform>
            <numerusform>Flagged %Ln pairs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Took the flag off %Ln pairs</source>
        <translation>
            <numerusform>Took the flag off %Ln pair</numerusform>
            <numerusform>Took the flag off %Ln pairs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Set %Ln pairs aside for testing</source>
        <translation>
            <numerusform>Set %Ln pair aside for testing</numerusform>
            <numerusform>Set %Ln pairs aside for testing</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Removed %Ln pairs</source>
        <translation>
            <numerusform>Removed %Ln pair</numerusform>
            <numerusform>Removed %Ln pairs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Brought %Ln pairs back</source>
        <translation>
            <numerusform>Brought %Ln pair back</numerusform>
            <numerusform>Brought %Ln pairs back</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Imported %Ln pairs from %1</source>
        <translation>
            <numerusform>Imported %Ln pair from %1</numerusform>
            <numerusform>Imported %Ln pairs from %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln labels</source>
        <comment>that an import gave</comment>
        <translation>
            <numerusform>%Ln label</numerusform>
            <numerusform>%Ln labels</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln notes</source>
        <comment>that an import gave</comment>
        <translation>
            <numerusform>%Ln note</numerusform>
            <numerusform>%Ln notes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln topics</source>
        <comment>that an import gave</comment>
        <translation>
            <numerusform>%Ln topic</numerusform>
            <numerusform>%Ln topics</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln dialogues</source>
        <comment>that an import gave</comment>
        <translation>
            <numerusform>%Ln dialogue</numerusform>
            <numerusform>%Ln dialogues</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln splits</source>
        <comment>that an import gave</comment>
        <translation>
            <numerusform>%Ln split</numerusform>
            <numerusform>%Ln splits</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new</source>
        <comment>pairs</comment>
        <translation>
            <numerusform>%Ln new</numerusform>
            <numerusform>%Ln new</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln flags</source>
        <comment>that an import gave</comment>
        <translation>
            <numerusform>%Ln flag</numerusform>
            <numerusform>%Ln flags</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Skipped %Ln pairs</source>
        <translation>
            <numerusform>Skipped %Ln pair</numerusform>
            <numerusform>Skipped %Ln pairs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Changed the note of %Ln pairs</source>
        <translation>
            <numerusform>Changed the note of %Ln pair</numerusform>
            <numerusform>Changed the note of %Ln pairs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportNotes</name>
    <message numerus="yes">
        <source>%Ln pairs updated (%1)</source>
        <translation>
            <numerusform>%Ln pair updated (%1)</numerusform>
            <numerusform>%Ln pairs updated (%1)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln unchanged</source>
        <comment>pairs</comment>
        <translation>
            <numerusform>%Ln unchanged</numerusform>
            <numerusform>%Ln unchanged</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln keep their label, which the file has no more</source>
        <comment>pairs</comment>
        <translation>
            <numerusform>%Ln keeps its label, which the file has no more</numerusform>
            <numerusform>%Ln keep their label, which the file has no more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln stay in the test set</source>
        <comment>pairs</comment>
        <translation>
            <numerusform>%Ln stays in the test set</numerusform>
            <numerusform>%Ln stay in the test set</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pairs of the project come to the test set with their dialogue</source>
        <translation>
            <numerusform>%Ln pair of the project comes to the test set with its dialogue</numerusform>
            <numerusform>%Ln pairs of the project come to the test set with their dialogue</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows have the texts of pairs in the bin</source>
        <translation>
            <numerusform>%Ln row has the texts of a pair in the bin</numerusform>
            <numerusform>%Ln rows have the texts of pairs in the bin</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln answers of others no longer count</source>
        <translation>
            <numerusform>%Ln answer of another person no longer counts</numerusform>
            <numerusform>%Ln answers of others no longer count</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln with edited texts, which come in as new pairs without the answers about the old ones</source>
        <translation>
            <numerusform>%Ln with edited texts, which comes in as a new pair without the answers about the old ones</numerusform>
            <numerusform>%Ln with edited texts, which come in as new pairs without the answers about the old ones</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows come to the test set, where their dialogue was set aside</source>
        <translation>
            <numerusform>%Ln row comes to the test set, where its dialogue was set aside</numerusform>
            <numerusform>%Ln rows come to the test set, where their dialogue was set aside</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportPairs</name>
    <message numerus="yes">
        <source>%n row(s) can&apos;t become pairs, so nothing of their file was imported.</source>
        <translation>
            <numerusform>%n row can&apos;t become a pair, so nothing of its file was imported.</numerusform>
            <numerusform>%n rows can&apos;t become pairs, so nothing of their file was imported.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PairActs</name>
    <message numerus="yes">
        <source>Labelled %Ln pairs appropriate</source>
        <translation>
            <numerusform>Labelled %Ln pair appropriate</numerusform>
            <numerusform>Labelled %Ln pairs appropriate</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Labelled %Ln pairs not appropriate</source>
        <translation>
            <numerusform>Labelled %Ln pair not appropriate</numerusform>
            <numerusform>Labelled %Ln pairs not appropriate</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Changed the flag of %Ln pairs</source>
        <translation>
            <numerusform>Changed the flag of %Ln pair</numerusform>
            <numerusform>Changed the flag of %Ln pairs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Removed %Ln pairs</source>
        <translation>
            <numerusform>Removed %Ln pair</numerusform>
            <numerusform>Removed %Ln pairs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Brought %Ln pairs back</source>
        <translation>
            <numerusform>Brought %Ln pair back</numerusform>
            <numerusform>Brought %Ln pairs back</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Skipped %Ln pairs</source>
        <translation>
            <numerusform>Skipped %Ln pair</numerusform>
            <numerusform>Skipped %Ln pairs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Changed the note of %Ln pairs</source>
        <translation>
            <numerusform>Changed the note of %Ln pair</numerusform>
            <numerusform>Changed the note of %Ln pairs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PairReader</name>
    <message numerus="yes">
        <source>The file has %n columns, but %1 were chosen.</source>
        <translation>
            <numerusform>The file has %n column, but %1 were chosen.</numerusform>
            <numerusform>The file has %n columns, but %1 were chosen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The row has %n fields, expected %1.</source>
        <translation>
            <numerusform>The row has %n field, expected %1.</numerusform>
            <numerusform>The row has %n fields, expected %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RunText</name>
    <message numerus="yes">
        <source>top %n layer(s)</source>
        <translation>
            <numerusform>top layer</numerusform>
            <numerusform>top %n layers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Safetensors</name>
    <message numerus="yes">
        <source>%n byte(s) stand beyond the last tensor.</source>
        <translation>
            <numerusform>%n byte stands beyond the last tensor.</numerusform>
            <numerusform>%n bytes stand beyond the last tensor.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TrainModel</name>
    <message numerus="yes">
        <source>%n pairs are cut</source>
        <translation>
            <numerusform>%n pair is cut</numerusform>
            <numerusform>%n pairs are cut</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pairs more to train on.</source>
        <translation>
            <numerusform>%n pair more to train on.</numerusform>
            <numerusform>%n pairs more to train on.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Trainer</name>
    <message numerus="yes">
        <source>%n checks in a row brought nothing better. The best was step %1.</source>
        <translation>
            <numerusform>%n check brought nothing better. The best was step %1.</numerusform>
            <numerusform>%n checks in a row brought nothing better. The best was step %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>From now on the upper %n layers learn.</source>
        <translation>
            <numerusform>From now on the upper layer learns.</numerusform>
            <numerusform>From now on the upper %n layers learn.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>To %Ln pairs, with the model as it is.</source>
        <translation>
            <numerusform>To %Ln pair, with the model as it is.</numerusform>
            <numerusform>To %Ln pairs, with the model as it is.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>To %Ln pairs, with the model as it is. Loss on the pairs for checking %1.</source>
        <translation>
            <numerusform>To %Ln pair, with the model as it is. Loss on the pairs for checking %1.</numerusform>
            <numerusform>To %Ln pairs, with the model as it is. Loss on the pairs for checking %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WeightTable</name>
    <message numerus="yes">
        <source>%n file(s) of the model&apos;s weights are missing: an incomplete download?</source>
        <translation>
            <numerusform>%n file of the model&apos;s weights is missing: an incomplete download?</numerusform>
            <numerusform>%n files of the model&apos;s weights are missing: an incomplete download?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tunedesk::BeforeStart</name>
    <message numerus="yes">
        <source>%n pair(s) are cut at %1 tokens</source>
        <translation>
            <numerusform>%n pair is cut at %1 tokens</numerusform>
            <numerusform>%n pairs are cut at %1 tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n dialogue(s) have pairs in two splits</source>
        <translation>
            <numerusform>%n dialogue has pairs in two splits</numerusform>
            <numerusform>%n dialogues have pairs in two splits</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tunedesk::DataPage</name>
    <message numerus="yes">
        <source>%Ln pairs</source>
        <translation>
            <numerusform>%Ln pair</numerusform>
            <numerusform>%Ln pairs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln imports</source>
        <translation>
            <numerusform>%Ln import</numerusform>
            <numerusform>%Ln imports</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n label filters</source>
        <translation>
            <numerusform>%n label filter</numerusform>
            <numerusform>%n label filters</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n splits</source>
        <translation>
            <numerusform>%n split</numerusform>
            <numerusform>%n splits</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n imports</source>
        <translation>
            <numerusform>%n import</numerusform>
            <numerusform>%n imports</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n topics</source>
        <translation>
            <numerusform>%n topic</numerusform>
            <numerusform>%n topics</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pairs written.</source>
        <translation>
            <numerusform>%Ln pair written.</numerusform>
            <numerusform>%Ln pairs written.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pairs stay in the bin.</source>
        <translation>
            <numerusform>%Ln pair stays in the bin.</numerusform>
            <numerusform>%Ln pairs stay in the bin.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Changed the split of %Ln pairs</source>
        <translation>
            <numerusform>Changed the split of %Ln pair</numerusform>
            <numerusform>Changed the split of %Ln pairs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pairs of a problem</source>
        <translation>
            <numerusform>%Ln pair of a problem</numerusform>
            <numerusform>%Ln pairs of a problem</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show the %Ln removed pairs</source>
        <translation>
            <numerusform>Show the %Ln removed pair</numerusform>
            <numerusform>Show the %Ln removed pairs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Bring %Ln pairs back</source>
        <translation>
            <numerusform>Bring %Ln pair back</numerusform>
            <numerusform>Bring %Ln pairs back</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n checks</source>
        <translation>
            <numerusform>%n check</numerusform>
            <numerusform>%n checks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Note about %Ln pairs, in place of theirs:</source>
        <translation>
            <numerusform>Note about %Ln pair, in place of its own:</numerusform>
            <numerusform>Note about %Ln pairs, in place of theirs:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tunedesk::ExportResultView</name>
    <message numerus="yes">
        <source>%n of the compared pairs are longer than the model reads</source>
        <translation>
            <numerusform>%n of the compared pairs is longer than the model reads</numerusform>
            <numerusform>%n of the compared pairs are longer than the model reads</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tunedesk::FacetModel</name>
    <message numerus="yes">
        <source>%1, %Ln pairs</source>
        <translation>
            <numerusform>%1, %Ln pair</numerusform>
            <numerusform>%1, %Ln pairs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tunedesk::ImportChecks</name>
    <message numerus="yes">
        <source>%n errors</source>
        <translation>
            <numerusform>%n error</numerusform>
            <numerusform>%n errors</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warnings</source>
        <translation>
            <numerusform>%n warning</numerusform>
            <numerusform>%n warnings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln have another label here.</source>
        <translation>
            <numerusform>%Ln has another label here.</numerusform>
            <numerusform>%Ln have another label here.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln have another label in an earlier row, which counts.</source>
        <translation>
            <numerusform>%Ln has another label in an earlier row, which counts.</numerusform>
            <numerusform>%Ln have another label in an earlier row, which counts.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tunedesk::ImportNotes</name>
    <message numerus="yes">
        <source>Writes the %Ln rows that are left out to a table, each with its reason.</source>
        <translation>
            <numerusform>Writes the row that is left out to a table with its reason.</numerusform>
            <numerusform>Writes the %Ln rows that are left out to a table, each with its reason.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows have no id of a pair of this project; where their texts are there already, changes of notes, topics, splits and flags are not taken</source>
        <translation>
            <numerusform>%Ln row has no id of a pair of this project; where its texts are there already, changes of its note, topic, split and flag are not taken</numerusform>
            <numerusform>%Ln rows have no id of a pair of this project; where their texts are there already, changes of notes, topics, splits and flags are not taken</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tunedesk::ImportView</name>
    <message numerus="yes">
        <source>%Ln pairs came in.</source>
        <translation>
            <numerusform>%Ln pair came in.</numerusform>
            <numerusform>%Ln pairs came in.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows were left out.</source>
        <translation>
            <numerusform>%Ln row was left out.</numerusform>
            <numerusform>%Ln rows were left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Import %Ln pairs</source>
        <translation>
            <numerusform>Import %Ln pair</numerusform>
            <numerusform>Import %Ln pairs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Update %Ln pairs</source>
        <translation>
            <numerusform>Update %Ln pair</numerusform>
            <numerusform>Update %Ln pairs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rejected rows written.</source>
        <translation>
            <numerusform>%Ln rejected row written.</numerusform>
            <numerusform>%Ln rejected rows written.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tunedesk::IssuePane</name>
    <message numerus="yes">
        <source>%Ln pairs were checked, nothing was found.</source>
        <translation>
            <numerusform>%Ln pair was checked, nothing was found.</numerusform>
            <numerusform>%Ln pairs were checked, nothing was found.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pairs were checked. Choose a problem to see its pairs.</source>
        <translation>
            <numerusform>%Ln pair was checked. Choose a problem to see its pairs.</numerusform>
            <numerusform>%Ln pairs were checked. Choose a problem to see its pairs.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tunedesk::LabelMeaningsPopup</name>
    <message numerus="yes">
        <source>%Ln rows</source>
        <comment>with a label</comment>
        <translation>
            <numerusform>%Ln row</numerusform>
            <numerusform>%Ln rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows have other values; they are read as found.</source>
        <translation>
            <numerusform>%Ln row has another value; it is read as found.</numerusform>
            <numerusform>%Ln rows have other values; they are read as found.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tunedesk::LabelPage</name>
    <message numerus="yes">
        <source>%Ln picked pairs left</source>
        <translation>
            <numerusform>%Ln picked pair left</numerusform>
            <numerusform>%Ln picked pairs left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pairs of the project have no label yet.</source>
        <translation>
            <numerusform>%Ln pair of the project has no label yet.</numerusform>
            <numerusform>%Ln pairs of the project have no label yet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pairs have two different ones. Settle them, then train.</source>
        <translation>
            <numerusform>%Ln pair has two different ones. Settle it, then train.</numerusform>
            <numerusform>%Ln pairs have two different ones. Settle them, then train.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Settle %Ln</source>
        <translation>
            <numerusform>Settle %Ln</numerusform>
            <numerusform>Settle %Ln</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tunedesk::ReadingArea</name>
    <message numerus="yes">
        <source>Show %n earlier turns</source>
        <translation>
            <numerusform>Show %n earlier turn</numerusform>
            <numerusform>Show %n earlier turns</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tunedesk::RecentsModel</name>
    <message numerus="yes">
        <source>%1 of %n pairs</source>
        <translation>
            <numerusform>%1 of %n pairs</numerusform>
            <numerusform>%1 of %n pairs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tunedesk::RecipeDifferenceView</name>
    <message numerus="yes">
        <source>%n differ</source>
        <translation>
            <numerusform>%n differs</numerusform>
            <numerusform>%n differ</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n are the same</source>
        <translation>
            <numerusform>%n is the same</numerusform>
            <numerusform>%n are the same</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tunedesk::RecipeForm</name>
    <message numerus="yes">
        <source>%n change(s) from the preset</source>
        <translation>
            <numerusform>%n change from the preset</numerusform>
            <numerusform>%n changes from the preset</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) from the recipe</source>
        <translation>
            <numerusform>%n change from the recipe</numerusform>
            <numerusform>%n changes from the recipe</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tunedesk::RunsPage</name>
    <message numerus="yes">
        <source>%n run(s)</source>
        <translation>
            <numerusform>%n run</numerusform>
            <numerusform>%n runs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n shown</source>
        <translation>
            <numerusform>%n shown</numerusform>
            <numerusform>%n shown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>test split, %n pair(s), cut at 0.50</source>
        <translation>
            <numerusform>test split, %n pair, cut at 0.50</numerusform>
            <numerusform>test split, %n pairs, cut at 0.50</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tunedesk::StatisticsRow</name>
    <message numerus="yes">
        <source>%n people labelled</source>
        <translation>
            <numerusform>%n person labelled</numerusform>
            <numerusform>%n people labelled</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tunedesk::TaskStrip</name>
    <message numerus="yes">
        <source>%n more tasks</source>
        <translation>
            <numerusform>%n more task</numerusform>
            <numerusform>%n more tasks</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tunedesk::TrainPage</name>
    <message numerus="yes">
        <source>%n label(s) more and you can train</source>
        <translation>
            <numerusform>%n label more and you can train</numerusform>
            <numerusform>%n labels more and you can train</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of your recipes can&apos;t be used. The first: %1</source>
        <translation>
            <numerusform>%n of your recipes can&apos;t be used. The first: %1</numerusform>
            <numerusform>%n of your recipes can&apos;t be used. The first: %1</numerusform>
        </translation>
    </message>
</context>
</TS>
