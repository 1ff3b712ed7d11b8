<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AtomicFile</name>
    <message>
        <source>The disk is full.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make some space and try again; nothing was lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file could not be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that the folder exists and may be written to.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Bert</name>
    <message>
        <source>It must be one of %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It must divide hidden_size, which is %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a plain BERT encoder; this kind isn&apos;t supported.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Checkpoint</name>
    <message>
        <source>The checkpoint is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train again; the pairs and labels are not affected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The checkpoint could not be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that the folder exists and may be written to. The checkpoint before is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make some space and go on with the run; the checkpoint before is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk has no room for a checkpoint: it needs %1 MiB, and %2 MiB are free.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no checkpoint.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Choice</name>
    <message>
        <source>As the system</source>
        <comment>theme</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <comment>theme</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <comment>theme</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Cli</name>
    <message>
        <source>Warning: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write evaluate PROJECT RUN [--split test | FILE], or evaluate FOLDER FILE.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n pairs</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>  not appropriate: %1 found, %2 missed
  appropriate: %3 found, %4 missed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this is no better than always saying the more frequent label.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is no number of a run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A folder takes a file only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give a split or a file, not both.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compares a run or an exported folder with labels: evaluate PROJECT RUN [--split NAME | FILE], or evaluate FOLDER FILE.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>project file, or a folder with a model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>number of the run, or the file for a folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CSV or TSV with labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>train, validation or test (as usual)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped; nothing was written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exported to %1 (%2 MB).
%3 of %4 pairs get the same verdict; largest difference %5.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verified: %1 pairs give the stored answers; largest difference %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not verified: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writes a run&apos;s best model as a folder that other programs load, and verifies it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>project file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>number of the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>folder to write; must not exist yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>huggingface</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checks an exported folder against the expected outputs stored in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>exported folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The delimiter “%1” is not one character.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use , or ; or tab.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” does not say which column is what.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write it like question=customer_text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No column “%1”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file has these: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 of %3 rows would come in, %4 labelled; %5 duplicates, %6 rejected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 of %3 rows imported, %4 labelled; %5 duplicates, %6 rejected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>  row %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>  row %1, column “%2”: %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>  … and %n more; --rejects FILE.csv writes them all</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Stopped; nothing of %1 was imported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brings dialogue pairs from files into a project. Format, encoding, delimiter and columns are found by looking when not given.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CSV or TSV files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>csv or tsv</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>UTF-8</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one character, or tab</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>which column is what: question=COL,reply=COL,context=COL,label=COL,score=COL,dialogue=COL,group=COL; COL is a name or a number from 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>put all rows into train, validation or test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>count only, change nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>write the rows that were rejected, with reasons, to this CSV file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>import the good rows even when others are rejected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>whose answers the file&apos;s labels are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>skipped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pair %1: %2 (%3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, line %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A line needs “pair” and “label” (0 or 1) or “score”; the lines before it are stored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is no JSON object.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“pair” is missing or no whole number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first line names no column “pair”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is no label.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is no score.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A label is 0 or 1, not %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is neither a label nor a score.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file could not be opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the name and that it may be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” has no answer to take back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name somebody else with --annotator.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writes labels; every answer is kept in the history.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>number of the pair</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 appropriate, 0 not</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a number instead of a label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pass this pair</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JSON Lines or CSV with pair, label or score; - reads stdin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>who answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes the last answer back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>whose answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TuneDesk without the window: the same projects, the same models.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>print JSON Lines on stdout and nothing else there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no progress on stderr</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2, %3 layers, %4 wide, %5 million parameters
   %6</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Can&apos;t be used: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no model on this computer yet. Add a folder with “models add FOLDER”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is no JSON object with a “text”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stdin, line %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write one object a line: {&quot;text&quot;: …, &quot;pair&quot;: …}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models that a run can start from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lists the models on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remembers a folder with config.json beside the weights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>folder of the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows how a model reads texts. Reads JSON Lines from stdin.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>name from “models list”, or a folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cut at so many tokens; 0: not cut</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Made %1 with %n pairs.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Makes a project.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>project file to make</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>with the built-in sample pairs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is no condition.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use label=1, label=0, label=none, label=disputed, flagged, split=NAME, group=NAME, dialogue=ID or import=NUMBER, joined by “and”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>people disagree</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✓ appropriate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✕ not appropriate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n pairs match.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1 pairs, %2 labelled: %3 appropriate, %4 not, %5 disputed
%6 people; words in a reply: median %7, longest %8</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Agreement on %1 pairs: %2 %, kappa %3, alpha %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lists pairs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>words, “a phrase”, -without, q: or a: for one side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>conditions joined by “and”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at most so many; 0: all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>leave out the first so many</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Counts, balance, lengths and agreement.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>appropriate %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not appropriate %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write one object a line: {&quot;question&quot;: …, &quot;reply&quot;: …, &quot;context&quot;: …}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“ids” is no list of whole numbers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is missing or no text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, row %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mend the row and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scores pairs with an exported folder. Reads JSON Lines from stdin, or a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>exported folder or checkpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JSON Lines, CSV or TSV</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean squared error %1, correlation %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not evaluated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>accuracy %1, F1 %2 (always the larger class: accuracy %3; always “appropriate”: F1 %4)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step %1, epoch %2: validation loss %3, %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run %1, %2: %3 steps in %4
  best on validation, step %5: %6
  test: %7</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1  %2  %3  %4  validation F1 %5, accuracy %6  %7</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no run %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List them with: runs %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run %1 is deleted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lists runs, shows one, or deletes one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>number of the run to delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recipe could not be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recipe is no JSON object.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write it like {&quot;learning_rate&quot;: 0.0002}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” sets nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write it like learning_rate=2e-4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped after step %1. Go on with: resume … %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no model to start from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name a folder with --model, or run packaging/start once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trains a run on the labelled pairs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings for --set and --recipe:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>settings to start from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JSON file with settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>KEY=VALUE, as often as needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>name of the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Goes on where a stopped or killed run was, to the same result as an unbroken one.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Duration</name>
    <message>
        <source>%1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 h %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LabelStore</name>
    <message>
        <source>An answer is 1, 0, a number as its score, or skipped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pair %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give one of these.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answer has nobody&apos;s name on it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set your name in the settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no pair of this number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a pair of this project.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no answer of this number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>answer %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ModelCatalogue</name>
    <message>
        <source>English</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>quick runs on any computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder holds no config.json.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder holds no tokenizer: neither tokenizer.json nor vocab.txt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder with config.json, model.safetensors and the tokenizer&apos;s files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no model “%1”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No model is installed yet: add a model folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models on this computer: %1. A folder with config.json works too.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ModelConfig</name>
    <message>
        <source>Copy or download the model folder again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model&apos;s settings file is larger than 16 MB.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model&apos;s settings file changed while it was read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model&apos;s settings are nested deeper than %1 levels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model&apos;s settings have the key “%1” twice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model&apos;s settings file is no valid JSON.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model&apos;s settings file holds no JSON object.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model&apos;s setting %1 is %2, which can&apos;t be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It must be a whole number from %1 to %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It must be a number from %1 to %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It must be true or false.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It must be a word in quotes.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ModelLoader</name>
    <message>
        <source>%1 is %2, expected %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>missing: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unexpected: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>wrong shape: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights don&apos;t fit the model&apos;s config.json.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take config.json and model.safetensors of the same model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tensor “%1” doesn&apos;t hold numbers that can be used as weights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy or download the model folder again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ModelManifest</name>
    <message>
        <source>The model tells %1 classes apart.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a model with two classes or with one score.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A newer version (%1) wrote this model folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Update this program, version %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It must be classification or regression.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NetworkRegistry</name>
    <message>
        <source>The folder doesn&apos;t say what kind of model it holds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models of the kind “%1” can&apos;t be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kinds that work: %1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PairActs</name>
    <message numerus="yes">
        <source>Labelled %n pairs appropriate</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Labelled %n pairs not appropriate</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Changed the flag of %n pairs</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Removed %n pairs</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PairColumn</name>
    <message>
        <source>Leave out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Question</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Earlier turns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label</source>
        <comment>column of a file</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Score</source>
        <comment>column of a file</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dialogue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Topic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Split</source>
        <comment>column of a file</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <comment>column of a file</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PairScorer</name>
    <message>
        <source>It has no tokens.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its ids, type ids and mask differ in length.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has %1 tokens, the model reads at most %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Id %1 is outside the model&apos;s vocabulary of %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type id %1 is outside the model&apos;s %2 kinds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A pair can&apos;t be scored. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pair %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the tokenizer that belongs to the model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scoring pairs</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PairStore</name>
    <message>
        <source>A pair needs a question and a reply.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A label is 1 or 0, and a score is a number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, line %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct the row and import it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no import of this number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>import %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PairTable</name>
    <message>
        <source>Disagreement</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not yet</source>
        <comment>no label</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Appropriate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not appropriate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train</source>
        <comment>split</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Validation</source>
        <comment>split</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test</source>
        <comment>split</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PredictPairs</name>
    <message>
        <source>input %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are %1 ids, %2 type ids and %3 places in the mask.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give three lists of the same length.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An id is outside the model&apos;s vocabulary.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the tokenizer that belongs to the model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mask holds a number other than 0 and 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write 1 for a token and 0 for padding.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Project</name>
    <message>
        <source>Qt&apos;s SQLite driver is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install the package with Qt&apos;s SQLite driver and start again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project can&apos;t be kept safely at this place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the project to a local disk and open it there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project is open for reading only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk is full; nothing of this was saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make some space on the disk and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another program is using the project.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the other program and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project may not be written to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the rights of the file and its folder, or open it for reading only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project can&apos;t be opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the rights of the file and its folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project file is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the file and go back to a backup copy of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project file could not be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the disk, then open the project again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another program is writing to the project.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project is open for writing in “%1” (process %2 on %3).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close it there, or open the project here for reading only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project has the older format %1; this version works with format %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open it for writing once; it is then brought up to date.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project was not closed properly, and its folder may not be written to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the project with its file “%1” to a folder of your own and open it there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backup copy could not be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the disk; the project was left as it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file is no TuneDesk project.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a file that ends in .tunedesk and was made by this program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project file is cut off: a part at its end is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the file again from where it came, or go back to a backup copy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project has format %1; this version of TuneDesk reads formats up to %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open it with a newer version of TuneDesk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no project at this place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the path, or make a new project there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is empty, so it is no TuneDesk project.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go back to a backup copy, or make a new project.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project may not be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file belongs to another program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a file of this name already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another name, or open the project that is there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parts of an earlier project of this name are still there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another name, or move the file “%1” away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project can&apos;t be made here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that the folder exists and may be written to.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RegularFile</name>
    <message>
        <source>The file can&apos;t be opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that the file exists and may be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is no regular file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put a regular file in its place.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RunStore</name>
    <message>
        <source>There is no run of this number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>run %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a run of this project.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Safetensors</name>
    <message>
        <source>Tensor “%1” lacks its type, its shape or its place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key “%1” stands twice in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tensor “%1” has an unknown field “%2”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tensor “%1” has the field “%2” twice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The shape of tensor “%1” overflows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its table is no valid JSON at byte %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name of tensor “%1” is too long: more than %2 bytes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It holds more than %1 tensors.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tensor “%1” stands in it twice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it says about “%1” can&apos;t be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its table doesn&apos;t list tensors.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tensor “%1” has the unknown type “%2”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tensor “%1” ends before it begins.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tensor “%1” needs %2 bytes by its shape but has %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tensor “%1” overlaps the tensor before it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a hole before tensor “%1”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has %1 bytes of weights but needs %2: an incomplete download?</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n byte(s) stand beyond the last tensor.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The weights file can&apos;t be used. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy or download the model folder again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is shorter than its 8-byte length.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It changed while it was read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its header length of %1 bytes is over the limit of %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file has %1 bytes, its header needs %2: an incomplete download?</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SnapshotStore</name>
    <message>
        <source>No pair of this project has a label yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label some pairs, or import a file with labels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No labelled pair is left for training.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label more pairs, or give some of them the split “train”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All pairs for training are labelled appropriate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All pairs for training are labelled not appropriate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training needs both: label some pairs the other way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no frozen data of this number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>snapshot %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StrictJson</name>
    <message>
        <source>The file is nested more than %1 levels deep.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name “%1” stands twice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Get the file again from where the model came from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is no valid JSON.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, byte %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Task</name>
    <message>
        <source>waits for its turn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopping…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2 left</source>
        <comment>step of a task, time</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TensorFile</name>
    <message>
        <source>Copy or download the model folder again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tensor “%1” has the type %2, which can&apos;t be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights file ended within tensor “%1” while it was read.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Text</name>
    <message>
        <source>line %1, column %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Example:</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Tokenizer</name>
    <message>
        <source>The folder has no tokenizer that can be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a model&apos;s folder that holds tokenizer.json or vocab.txt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tokenizer has added tokens in a file of an old form.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the model again with a newer version of transformers, so that the folder holds tokenizer.json.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TokenizerJson</name>
    <message>
        <source>Use a model with a BERT tokenizer (WordPiece).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A part of the tokenizer is missing or damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Get the file again from where the model came from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tokenizer has a setting “%1”, which this version doesn&apos;t know.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tokenizer needs “%1” here, which this version doesn&apos;t know; it knows “%2”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two tokens of the vocabulary have the number %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The vocabulary lacks the special token “%1”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The number of the added token “%1” doesn&apos;t agree with the vocabulary.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tokenizer doesn&apos;t take each text once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tokenizer&apos;s file has a form that this version doesn&apos;t know.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TokenizerSettings</name>
    <message>
        <source>A setting of the tokenizer has a value of the wrong kind.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Get the file again from where the model came from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model&apos;s tokenizer is a “%1”, which this version doesn&apos;t know.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use a model with a BERT tokenizer (WordPiece).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tokenizer&apos;s file could not be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that the file is there and may be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tokenizer&apos;s file is larger than %1 MiB.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TorchErrors</name>
    <message>
        <source>There is not enough memory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close other programs, or choose a smaller batch size, a smaller maximum length or a smaller model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model failed while it computed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try it again; if it happens again, report it with the details.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Trainer</name>
    <message>
        <source>There are no pairs to train on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label some pairs, or keep fewer of them for checking and testing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frozen layers done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 pairs in %2 s; every epoch reads them from memory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training began</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training goes on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step %1 of %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The loss is no longer a number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gradient is no longer a number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Best so far, %1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step %1, saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step %1: no gain, %2 %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 checks without gain.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped early</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n checks in a row brought nothing better. The best was step %1.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>epoch %1, step %2, pairs %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train again with half the learning rate (%1). The best state so far is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running the frozen layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TrainingRecipe</name>
    <message>
        <source>Appropriate or not</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A score</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it learns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A yes or no, or a number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether the model decides between appropriate and not appropriate (classification) or predicts the score you gave (regression).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training pairs, at most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pairs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0 takes all of them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the first so many training pairs are used. Handy to see how much more labels would help.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pairs for checking</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usual: 5 to 30</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many of the pairs without a fixed split are kept out of training to check the model while it learns. Pairs of one dialogue stay together.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pairs for the final test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many of the pairs without a fixed split are kept for one final test after training. Nothing is chosen by them, so that the result is honest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Earlier turns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>turns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>−1 reads all, 0 none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many turns before the customer&apos;s question the model reads.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Longest input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usual: 64 to 512</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Question and reply together are cut to so many tokens (a token is a word or a part of one). Longer inputs need more time and memory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers that train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More: slower, closer fit; −1: all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The upper layers of the model learn, the others stay as they are and run only once. 0 trains the last step alone, −1 the whole model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epochs, at most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>epochs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usual: 1 to 10</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How often the model goes through all training pairs. It stops earlier when the checks show no more gain.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usual: 8 to 64</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pairs that the model sees before it changes its weights once. Larger batches need more memory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usual: 1e-5 to 5e-4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far the weights move in one step. Too high and the model forgets what it knew, too low and it learns nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usual: 0 to 0.2 of all steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Part of all steps during which the learning rate rises from 0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Falls evenly to 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stays the same, no warm-up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stays the same after the warm-up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usual: falls evenly to 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the learning rate changes from step to step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usual: 0 to 0.1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pulls the weights gently towards 0, which helps against learning the training pairs by heart. Biases and norms are left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gradient clip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usual: 0.5 to 5; 0: off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Limits how strongly one unusual batch can move the weights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>−1 keeps the model&apos;s own; usual: 0 to 0.3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Part of the values that is left out at random while training, which helps against learning the training pairs by heart.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checks in an epoch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>checks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usual: 1 to 4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How often in an epoch the model is tried on the pairs kept for checking. The best state is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop early after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>checks without gain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usual: 2 to 5; 0: never</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training ends when so many checks in a row bring nothing better.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Validation loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep best by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usual: F1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The number that decides which state of the model is the best. Scores always go by the validation loss.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any whole number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start of the random numbers. The same seed with the same data and settings gives the same result.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Threads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>threads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0 takes all cores</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many processor cores work on the training.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quick check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Top 2 layers, one epoch. To see that the data is sound.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Top 2 layers, up to 5 epochs, stops by itself. A good first choice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Best quality</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The whole model, up to 4 epochs, two checks in each. Takes several times as long.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Textbook</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The whole model as textbooks train it: batches of 8, long inputs, a small learning rate. The slowest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no training setting “%1”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Did you mean “%1”?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” can&apos;t be %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give a number from %1 to %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give a whole number from %1 to %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” can&apos;t be “%2”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose one of: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give a number from 0 to %1, or −1 to keep the model&apos;s own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 % of the pairs for checking and %2 % for the test leave nothing to train on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make the two of them less than 100 % together.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TrainingState</name>
    <message>
        <source>The checkpoint does not fit this training.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start the training again from the beginning.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The checkpoint is of a training with other settings.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>VocabularyFile</name>
    <message>
        <source>%1, line %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Get the file again from where the model came from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A line of the vocabulary is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A line of the vocabulary is no valid UTF-8.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The vocabulary holds “%1” twice; it stands on line %2 already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The vocabulary is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The token “%1” has the number %2 in one file and %3 in the other.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Get the model&apos;s files again; they don&apos;t belong together.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The vocabulary lacks the special token “%1”.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>Teach a language model to judge customer-service replies.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the sample project straight away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget where the window and its panels were.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A project, or a table of pairs to import.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>tunedesk::DataPage</name>
    <message>
        <source>Searching…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data</source>
        <comment>page</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 from %2</source>
        <comment>12,480 pairs from 4 imports</comment>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n pairs</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n imports</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label these %L1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n label filters</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n splits</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n topics</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Remove this filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search without “%1”: %L2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without the label filter: %L1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without the split filter: %L1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without the import filter: %L1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without the topic filter: %L1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All %L1 pairs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No pair matches all filters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adding the sample pairs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search pairs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label as appropriate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label as not appropriate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove pairs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show or hide the pair beside the table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search questions and replies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All words must occur. “…” finds a phrase, -word leaves out, q: or a: searches one side.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pairs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Current pair</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No pairs yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import a table with a column for the question and one for the reply.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add the sample pairs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By question</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By split</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By topic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>tunedesk::FacetModel</name>
    <message>
        <source>Label</source>
        <comment>facet</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Split</source>
        <comment>facet</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import</source>
        <comment>facet</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Topic</source>
        <comment>facet</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Appropriate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not appropriate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not labelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disagreement</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flagged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not fixed</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1, %n pairs</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tunedesk::FindModel</name>
    <message>
        <source>%1. Key: %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>tunedesk::FindPopup</name>
    <message>
        <source>pair %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a command, page, run or pair</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was found</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>tunedesk::ImportChecks</name>
    <message>
        <source>Show</source>
        <comment>the rows of a check</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the rows: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checks before import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These rows are left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Already there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Same earlier turns, question and reply as a pair of the project or an earlier row. Left out; your labels stay.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without a label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They come in and wait on the Label page.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file can be read as %1 and no row is broken.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file can be read as %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n errors</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warnings</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tunedesk::ImportPreviewModel</name>
    <message>
        <source>Duplicate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>column %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>tunedesk::ImportView</name>
    <message>
        <source>Choose a file of pairs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tables of pairs (*.csv *.tsv *.txt);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Importing %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Imported %n pairs from %1</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pairs came in.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rows were left out.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Import a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>file name, size</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking the file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of the first %2 rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First %1 of %2 rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the columns that hold the question and the reply.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the column that holds the question.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the column that holds the reply.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Question and reply are mapped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Columns left out: %1. Pick what a column brings in the list above it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, </source>
        <comment>between names</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%L1 in</source>
        <comment>pairs that come in</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%L1 left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Importing…</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Import %n pairs</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>File</source>
        <comment>field</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Columns are parted by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Header row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Labels mean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 appropriate, 0 not</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comma</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tab</source>
        <comment>sign</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Semicolon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Row 1 holds names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No header row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read the file again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First rows of the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only rows with a problem</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The whole import is one step to undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>tunedesk::JobQueue</name>
    <message>
        <source>The task ended unexpectedly.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try it again; if it happens again, send us the details.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is not enough memory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close other programs and try again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>tunedesk::KeysPanel</name>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Esc closes this panel.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>tunedesk::LoadingRows</name>
    <message>
        <source>Loading</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>tunedesk::MainWindow</name>
    <message>
        <source>%1 – TuneDesk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finishing, then closing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A training run stops at a checkpoint and can go on later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TuneDesk %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Projects, models and labels stay on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Recent projects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Tasks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a project…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New project from a file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a command or pair</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left panel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Right panel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next panel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Panel before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger texts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smaller texts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Texts as they were</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop all tasks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear the ended tasks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About TuneDesk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>action, its key</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a command, page, run or pair (Ctrl+K)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your name stands beside your labels. Change it in the settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>run %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This project is open for reading only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved %1</source>
        <comment>time of day</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Making the sample project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Making the project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TuneDesk projects (*.tunedesk)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New project from a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tables of pairs (*.csv *.tsv *.txt);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where is %1?</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>tunedesk::MappingHeader</name>
    <message>
        <source>What the column “%1” brings</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>tunedesk::MessageBar</name>
    <message>
        <source>%1. %2</source>
        <comment>where it happened. what to do</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>tunedesk::PairInspector</name>
    <message>
        <source>%1, %2</source>
        <comment>date, clock</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>d MMMM</source>
        <comment>date format</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pair %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No pair chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pair before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pair before (↑ in the table)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next pair</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next pair (↓ in the table)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Appropriate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not</source>
        <comment>not appropriate, short</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not appropriate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flag this pair</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flag this pair (F)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Earlier turns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Customer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label history</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Origin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>skipped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, row %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dialogue %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Topic: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Split: given when a run starts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Split: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>People gave different labels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settle on the Label page</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>tunedesk::PairTableModel</name>
    <message>
        <source>Pair %1. %2 Reply: %3 Label: %4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pair</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label</source>
        <comment>column</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Split</source>
        <comment>column</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Topic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Earlier turns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <comment>column</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>People</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>tunedesk::PlotPanel</name>
    <message>
        <source>Copy as a picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as PNG…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as SVG…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the values as CSV…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show as table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the plot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save or copy this plot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>epoch %1</source>
        <comment>last number of the bottom axis</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>name of a line and its last value</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>tunedesk::PlotTableModel</name>
    <message>
        <source>Line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smoothed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>tunedesk::PreviewDelegate</name>
    <message>
        <source>Appropriate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not appropriate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not yet</source>
        <comment>no label</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>empty</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>tunedesk::ProjectSession</name>
    <message>
        <source>%1 on %2 (process %3) is writing to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another program is writing to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This project is open for reading only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that the file may be written to.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>tunedesk::RailButton</name>
    <message>
        <source>Something runs there</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>tunedesk::RecentsDelegate</name>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Locate…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File not found: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>tunedesk::RecentsModel</name>
    <message>
        <source>Today %1</source>
        <comment>time of day</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>d MMMM</source>
        <comment>day and month</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the recent projects</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n pairs</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1. File not found: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1. %2. Best F1 %3. Opened %4</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>tunedesk::SettingsPage</name>
    <message>
        <source>%1 %</source>
        <comment>percent</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changes at once. What people wrote stays as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of the texts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+= larger, Ctrl+− smaller, Ctrl+0 as it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stands beside your labels, so that people can be compared.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>tunedesk::StatisticsRow</name>
    <message>
        <source>labelled, %1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 pairs are labelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the pairs without a label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 : %2</source>
        <comment>shares of appropriate and not</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>appropriate to not</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 appropriate, %2 not appropriate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the rarer label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>with different labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n people labelled</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1 pairs have different labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the pairs on which people differ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Words a reply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>median %1, longest %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Labels a day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 today</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>tunedesk::TaskPanel</name>
    <message>
        <source>Go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on with %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear the ended ones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing runs and nothing waits.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>tunedesk::TaskStrip</name>
    <message>
        <source>All changes saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Projects stay on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: show all tasks</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n more tasks</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>No tasks running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop this task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All tasks (Ctrl+J)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo the last step (Ctrl+Z)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tasks and saving</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>tunedesk::WelcomePage</name>
    <message>
        <source>Removed from the list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file itself was not touched: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teach a language model what a good customer reply is, on this computer, with your own dialogues.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start with the sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>240 labelled customer-service pairs in English and 120 in Chinese. From labels to a tested export in about 5 minutes, with no download.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied to Documents, yours to change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recent projects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter the recent projects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No project was opened here yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Project</source>
        <comment>column</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Labelled</source>
        <comment>column</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Best F1</source>
        <comment>column</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opened</source>
        <comment>column</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop a project or a data file here · .tunedesk, .csv, .tsv</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the work goes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import</source>
        <comment>step</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label</source>
        <comment>step</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train</source>
        <comment>step</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export</source>
        <comment>step</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Map the columns, see duplicates before they get in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One pair at a time, one key a decision.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pick a preset, see time and memory first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A folder that is tested before you hand it on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
