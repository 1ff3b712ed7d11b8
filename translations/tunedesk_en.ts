<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
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
</context>
<context>
    <name>ImportPairs</name>
    <message numerus="yes">
        <source>%n row(s) can&apos;t become pairs, so nothing was imported.</source>
        <translation>
            <numerusform>%n row can&apos;t become a pair, so nothing was imported.</numerusform>
            <numerusform>%n rows can&apos;t become pairs, so nothing was imported.</numerusform>
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
        <source>%n dialogue(s) are in two splits</source>
        <translation>
            <numerusform>%n dialogue is in two splits</numerusform>
            <numerusform>%n dialogues are in two splits</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pair(s) are cut at %1 tokens</source>
        <translation>
            <numerusform>%n pair is cut at %1 tokens</numerusform>
            <numerusform>%n pairs are cut at %1 tokens</numerusform>
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
</context>
<context>
    <name>tunedesk::ImportView</name>
    <message numerus="yes">
        <source>Imported %Ln pairs from %1</source>
        <translation>
            <numerusform>Imported %Ln pair from %1</numerusform>
            <numerusform>Imported %Ln pairs from %1</numerusform>
        </translation>
    </message>
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
</context>
</TS>
