<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Albert</name>
    <message>
        <source>Times num_hidden_layers it must be at most 1000.</source>
        <translation>它与 num_hidden_layers 的乘积不得超过 1000。</translation>
    </message>
</context>
<context>
    <name>AtomicFile</name>
    <message>
        <source>The disk is full.</source>
        <translation>磁盘已满。</translation>
    </message>
    <message>
        <source>Make some space and try again; nothing was lost.</source>
        <translation>腾出空间后重试；没有丢失任何内容。</translation>
    </message>
    <message>
        <source>The file could not be written.</source>
        <translation>无法写入文件。</translation>
    </message>
    <message>
        <source>Check that the folder exists and may be written to.</source>
        <translation>请检查文件夹是否存在、是否可写。</translation>
    </message>
    <message>
        <source>The file would be written over a project.</source>
        <translation>该文件会覆盖一个项目。</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>请换一个名称。</translation>
    </message>
</context>
<context>
    <name>BytePairFiles</name>
    <message>
        <source>%1, line %2</source>
        <translation>%1，第 %2 行</translation>
    </message>
    <message>
        <source>Get the file again from where the model came from.</source>
        <translation>请从模型的来源重新获取文件。</translation>
    </message>
    <message>
        <source>A line of the merges isn&apos;t two tokens.</source>
        <translation>合并规则的一行不是两个词元。</translation>
    </message>
    <message>
        <source>A line of the merges is no valid UTF-8.</source>
        <translation>合并规则的一行不是有效的 UTF-8。</translation>
    </message>
    <message>
        <source>The line merges “%1” and “%2”: the vocabulary lacks “%3”.</source>
        <translation>该行合并“%1”和“%2”：词表中没有“%3”。</translation>
    </message>
</context>
<context>
    <name>ChangeLog</name>
    <message>
        <source>What the project says of an earlier step can&apos;t be read.</source>
        <translation>项目中关于先前某一步骤的记录无法读取。</translation>
    </message>
    <message>
        <source>The pairs are as they were; this step can&apos;t be undone.</source>
        <translation>对话对未变；这一步骤无法撤销。</translation>
    </message>
    <message>
        <source>There is no step of this number.</source>
        <translation>没有这个编号的步骤。</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>步骤 %1</translation>
    </message>
    <message>
        <source>No pair of this project has a label yet.</source>
        <translation>此项目还没有带标注的对话对。</translation>
    </message>
    <message>
        <source>Label some pairs, or import a file with labels.</source>
        <translation>请标注一些对话对，或导入带标注的文件。</translation>
    </message>
    <message>
        <source>Wait a moment and try again.</source>
        <translation>请稍候再试。</translation>
    </message>
    <message>
        <source>A change of very many pairs is still under way.</source>
        <translation>涉及大量对话对的一项更改仍在进行。</translation>
    </message>
    <message>
        <source>All labelled pairs have a split already, so none can be set aside for testing: %1 of the %2 wanted are.</source>
        <translation>所有已标注的对话对都已有划分，无法再留作测试：需要 %2 对，现有 %1 对。</translation>
    </message>
    <message>
        <source>Take the split of some pairs back, or set the split of some dialogues to test on the Data page.</source>
        <translation>请撤回部分对话对的划分，或在“数据”页将部分会话设为测试。</translation>
    </message>
    <message>
        <source>Dialogues stay whole, and each that is open is too large for %1 % of the labelled pairs.</source>
        <translation>会话不可拆分，而每个未划分的会话都超过已标注对话对的 %1 %。</translation>
    </message>
    <message>
        <source>Ask for more, label pairs of other dialogues, or set the split of a dialogue to test on the Data page.</source>
        <translation>请提高比例、标注其他会话的对话对，或在“数据”页将某个会话设为测试。</translation>
    </message>
    <message numerus="yes">
        <source>%1 % of %n labelled pairs are too few to set one aside, of each label its share.</source>
        <translation>
            <numerusform>%n 个已标注对话对的 %1 % 太少，按各标签的比例不足以留出一对。</numerusform>
        </translation>
    </message>
    <message>
        <source>Ask for %1 % or more.</source>
        <translation>请要求 %1 % 或更多。</translation>
    </message>
    <message>
        <source>The test set is that large already</source>
        <translation>测试集已有这么大</translation>
    </message>
    <message numerus="yes">
        <source>The test set has %1 of %n labelled pairs; what is missing to %2 % is too little for one more pair or whole dialogue of each label</source>
        <translation>
            <numerusform>测试集已有 %n 个已标注对话对中的 %1 个；距 %2 % 所差不足以按各标签再留出一个对话对或一个完整会话</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CharactersMap</name>
    <message>
        <source>The tokenizer&apos;s table of character replacements is damaged.</source>
        <translation>分词器的字符替换表已损坏。</translation>
    </message>
    <message>
        <source>Get the file again from where the model came from.</source>
        <translation>请从模型的来源重新获取文件。</translation>
    </message>
</context>
<context>
    <name>CheckPairs</name>
    <message>
        <source>training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>test</source>
        <comment>split</comment>
        <translation>测试</translation>
    </message>
    <message>
        <source>no split</source>
        <translation>未划分</translation>
    </message>
    <message>
        <source>Pair %1 (%2) and pair %3 (%4) are nearly the same: %5 alike.</source>
        <translation>第 %1 对（%2）和第 %3 对（%4）几乎相同，相似度 %5。</translation>
    </message>
    <message>
        <source>Pair %1 is pair %2 again but for case, blanks or signs.</source>
        <translation>第 %1 对与第 %2 对只有大小写、空白或标点不同。</translation>
    </message>
    <message>
        <source>Pair %1 is nearly the same as pair %2: %3 alike.</source>
        <translation>第 %1 对与第 %2 对几乎相同，相似度 %3。</translation>
    </message>
    <message>
        <source>Pair %1 is appropriate and pair %2 is not, though but for case, blanks or signs they are the same.</source>
        <translation>第 %1 对标注为恰当，第 %2 对标注为不恰当，两者却只有大小写、空白或标点不同。</translation>
    </message>
    <message>
        <source>A dialogue stands in two splits: pair %1 in %2, pair %3 in %4.</source>
        <translation>同一会话分在了两处：第 %1 对在 %2 集，第 %3 对在 %4 集。</translation>
    </message>
    <message>
        <source>The same conversation stands in two splits: pair %1 in %2, pair %3 in %4.</source>
        <translation>同样的会话内容分在了两处：第 %1 对在 %2 集，第 %3 对在 %4 集。</translation>
    </message>
    <message numerus="yes">
        <source>The question of %n pairs has no letter and no digit.</source>
        <translation>
            <numerusform>%n 个对话对的问题里没有任何文字或数字。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The reply of %n pairs has no letter and no digit.</source>
        <translation>
            <numerusform>%n 个对话对的回复里没有任何文字或数字。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pairs have more than %1 letters.</source>
        <translation>
            <numerusform>%n 个对话对超过 %1 个字符。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pairs are longer than the %1 tokens that %2 reads. Earlier turns and question lose %3 tokens in %4 pairs, the reply %5 in %6.</source>
        <translation>
            <numerusform>%n 个对话对超过 %2 能读的 %1 个词元。前文和问题共丢失 %3 个词元（%4 对），回复丢失 %5 个（%6 对）。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pairs hold what looks like a card number.</source>
        <translation>
            <numerusform>%n 个对话对里有疑似银行卡号。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pairs hold what looks like a phone number.</source>
        <translation>
            <numerusform>%n 个对话对里有疑似电话号码。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pairs hold an e-mail address.</source>
        <translation>
            <numerusform>%n 个对话对里有电子邮箱地址。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pairs hold what looks like an identity number.</source>
        <translation>
            <numerusform>%n 个对话对里有疑似身份证号。</numerusform>
        </translation>
    </message>
    <message>
        <source>Dealing pairs to training and test</source>
        <translation>正在划分训练集和测试集</translation>
    </message>
    <message>
        <source>Checking pairs</source>
        <translation>正在检查对话对</translation>
    </message>
    <message>
        <source>Pair %1 has the score %2 and pair %3 has %4, though but for case, blanks or signs they are the same.</source>
        <translation>第 %1 对的评分为 %2，第 %3 对为 %4，两者却只有大小写、空白或标点不同。</translation>
    </message>
    <message>
        <source>A dialogue of one name stands in two splits by two files: pair %1 in %2, pair %3 in %4. If it is one dialogue, set its split on the Data page.</source>
        <translation>两个文件把同名会话分在了两处：第 %1 对在 %2 集，第 %3 对在 %4 集。如果是同一个会话，请在“数据”页设置它的划分。</translation>
    </message>
    <message>
        <source>Pair %3 (%4) goes on with pair %1 (%2): one dialogue stands in two splits.</source>
        <translation>样本 %3（%4）接在样本 %1（%2）之后：同一对话跨了两个划分。</translation>
    </message>
</context>
<context>
    <name>Checkpoint</name>
    <message>
        <source>The checkpoint is damaged.</source>
        <translation>检查点已损坏。</translation>
    </message>
    <message>
        <source>Train again; the pairs and labels are not affected.</source>
        <translation>请重新训练；对话对和标注不受影响。</translation>
    </message>
    <message>
        <source>The checkpoint could not be written.</source>
        <translation>无法写入检查点。</translation>
    </message>
    <message>
        <source>Check that the folder exists and may be written to. The checkpoint before is kept.</source>
        <translation>请检查文件夹是否存在、是否可写。之前的检查点仍保留。</translation>
    </message>
    <message>
        <source>Make some space and go on with the run; the checkpoint before is kept.</source>
        <translation>腾出空间后继续运行；之前的检查点仍保留。</translation>
    </message>
    <message>
        <source>The disk has no room for a checkpoint: it needs %1 MiB, and %2 MiB are free.</source>
        <translation>磁盘空间不足以存放检查点：需要 %1 MiB，剩余 %2 MiB。</translation>
    </message>
    <message>
        <source>There is no checkpoint.</source>
        <translation>没有检查点。</translation>
    </message>
    <message>
        <source>Make some space, then train again.</source>
        <translation>腾出一些空间，然后重新训练。</translation>
    </message>
</context>
<context>
    <name>Choice</name>
    <message>
        <source>As the system</source>
        <comment>theme</comment>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <comment>theme</comment>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <comment>theme</comment>
        <translation>深色</translation>
    </message>
</context>
<context>
    <name>Cli</name>
    <message>
        <source>Warning: %1</source>
        <translation>警告：%1</translation>
    </message>
    <message>
        <source>Error: %1</source>
        <translation>错误：%1</translation>
    </message>
    <message>
        <source>%1: %2 %</source>
        <translation>%1：%2 %</translation>
    </message>
    <message>
        <source>%1 a second</source>
        <translation>每秒 %1</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>剩余 %1</translation>
    </message>
    <message>
        <source>Write evaluate PROJECT RUN [--split test | FILE], or evaluate FOLDER FILE.</source>
        <translation>请写成 evaluate PROJECT RUN [--split test | FILE]，或 evaluate FOLDER FILE。</translation>
    </message>
    <message numerus="yes">
        <source>%n pairs</source>
        <translation>
            <numerusform>%n 对</numerusform>
        </translation>
    </message>
    <message>
        <source>  not appropriate: %1 found, %2 missed
  appropriate: %3 found, %4 missed</source>
        <translation>  不恰当：找到 %1，漏掉 %2
  恰当：找到 %3，漏掉 %4</translation>
    </message>
    <message>
        <source>this is no better than always saying the more frequent label.</source>
        <translation>这并不比总是给出更常见的标注更好。</translation>
    </message>
    <message>
        <source>“%1” is no number of a run.</source>
        <translation>“%1”不是运行编号。</translation>
    </message>
    <message>
        <source>A folder takes a file only.</source>
        <translation>文件夹只能配文件使用。</translation>
    </message>
    <message>
        <source>Give a split or a file, not both.</source>
        <translation>请给出划分或文件，不能同时给出。</translation>
    </message>
    <message>
        <source>Compares a run or an exported folder with labels: evaluate PROJECT RUN [--split NAME | FILE], or evaluate FOLDER FILE.</source>
        <translation>将运行或导出的文件夹与标注比较：evaluate PROJECT RUN [--split NAME | FILE]，或 evaluate FOLDER FILE。</translation>
    </message>
    <message>
        <source>project file, or a folder with a model</source>
        <translation>项目文件，或含模型的文件夹</translation>
    </message>
    <message>
        <source>number of the run, or the file for a folder</source>
        <translation>运行编号；对文件夹则为文件</translation>
    </message>
    <message>
        <source>CSV or TSV with labels</source>
        <translation>带标注的 CSV 或 TSV</translation>
    </message>
    <message>
        <source>train, validation or test (as usual)</source>
        <translation>train、validation 或 test（默认）</translation>
    </message>
    <message>
        <source>Stopped; nothing was written.</source>
        <translation>已停止；没有写入任何内容。</translation>
    </message>
    <message>
        <source>Not verified: %1</source>
        <translation>验证未通过：%1</translation>
    </message>
    <message>
        <source>Writes a run&apos;s best model as a folder that other programs load, and verifies it.</source>
        <translation>将运行的最佳模型写成其他程序可加载的文件夹，并加以验证。</translation>
    </message>
    <message>
        <source>project file</source>
        <translation>项目文件</translation>
    </message>
    <message>
        <source>number of the run</source>
        <translation>运行编号</translation>
    </message>
    <message>
        <source>folder to write; must not exist yet</source>
        <translation>要写入的文件夹；必须尚不存在</translation>
    </message>
    <message>
        <source>huggingface</source>
        <translation>huggingface</translation>
    </message>
    <message>
        <source>Checks an exported folder against the expected outputs stored in it.</source>
        <translation>用导出的文件夹中存放的预期输出检查该文件夹。</translation>
    </message>
    <message>
        <source>exported folder</source>
        <translation>导出的文件夹</translation>
    </message>
    <message>
        <source>“%1” does not say which column is what.</source>
        <translation>“%1”没有说明哪一列是什么。</translation>
    </message>
    <message>
        <source>Write it like question=customer_text.</source>
        <translation>请写成 question=customer_text 这样的形式。</translation>
    </message>
    <message>
        <source>No column “%1”.</source>
        <translation>没有“%1”这一列。</translation>
    </message>
    <message>
        <source>The file has these: %1.</source>
        <translation>文件中有这些列：%1。</translation>
    </message>
    <message>
        <source>  row %1: %2</source>
        <translation>  第 %1 行：%2</translation>
    </message>
    <message>
        <source>  row %1, column “%2”: %3</source>
        <translation>  第 %1 行，列“%2”：%3</translation>
    </message>
    <message numerus="yes">
        <source>  … and %n more; --rejects FILE.csv writes them all</source>
        <translation>
            <numerusform>  … 另有 %n 处；--rejects FILE.csv 可全部写出</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopped; nothing of %1 was imported.</source>
        <translation>已停止；没有从 %1 导入任何内容。</translation>
    </message>
    <message>
        <source>Brings dialogue pairs from files into a project. Format, encoding, delimiter and columns are found by looking when not given.</source>
        <translation>将文件中的对话对导入项目。未指定的格式、编码、分隔符和列会自动识别。</translation>
    </message>
    <message>
        <source>one character, or tab</source>
        <translation>单个字符，或 tab</translation>
    </message>
    <message>
        <source>put all rows into train, validation or test</source>
        <translation>将所有行归入 train、validation 或 test</translation>
    </message>
    <message>
        <source>count only, change nothing</source>
        <translation>只计数，不做任何更改</translation>
    </message>
    <message>
        <source>write the rows that were rejected, with reasons, to this CSV file</source>
        <translation>将被拒绝的行及原因写入此 CSV 文件</translation>
    </message>
    <message>
        <source>import the good rows even when others are rejected</source>
        <translation>有行被拒绝时仍导入其余的行</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>已跳过</translation>
    </message>
    <message>
        <source>Pair %1: %2 (%3)</source>
        <translation>第 %1 对：%2（%3）</translation>
    </message>
    <message>
        <source>%1, line %2</source>
        <translation>%1，第 %2 行</translation>
    </message>
    <message>
        <source>A line needs “pair” and “label” (0 or 1) or “score”; the lines before it are stored.</source>
        <translation>每行需要“pair”，以及“label”（0 或 1）或“score”；之前的行已保存。</translation>
    </message>
    <message>
        <source>This is no JSON object.</source>
        <translation>这不是 JSON 对象。</translation>
    </message>
    <message>
        <source>“pair” is missing or no whole number.</source>
        <translation>“pair”缺失或不是整数。</translation>
    </message>
    <message>
        <source>The first line names no column “pair”.</source>
        <translation>第一行没有名为“pair”的列。</translation>
    </message>
    <message>
        <source>“%1” is no label.</source>
        <translation>“%1”不是标注。</translation>
    </message>
    <message>
        <source>“%1” is no score.</source>
        <translation>“%1”不是分数。</translation>
    </message>
    <message>
        <source>A label is 0 or 1, not %1.</source>
        <translation>标注是 0 或 1，而不是 %1。</translation>
    </message>
    <message>
        <source>There is neither a label nor a score.</source>
        <translation>既没有标注，也没有分数。</translation>
    </message>
    <message>
        <source>The file could not be opened.</source>
        <translation>无法打开文件。</translation>
    </message>
    <message>
        <source>Check the name and that it may be read.</source>
        <translation>请检查文件名及读取权限。</translation>
    </message>
    <message>
        <source>“%1” has no answer to take back.</source>
        <translation>“%1”没有可撤回的答案。</translation>
    </message>
    <message>
        <source>Name somebody else with --annotator.</source>
        <translation>请用 --annotator 指定其他人。</translation>
    </message>
    <message>
        <source>Writes labels; every answer is kept in the history.</source>
        <translation>写入标注；每个答案都保留在历史中。</translation>
    </message>
    <message>
        <source>number of the pair</source>
        <translation>对话对编号</translation>
    </message>
    <message>
        <source>1 appropriate, 0 not</source>
        <translation>1 恰当，0 不恰当</translation>
    </message>
    <message>
        <source>a number instead of a label</source>
        <translation>用数值代替标注</translation>
    </message>
    <message>
        <source>pass this pair</source>
        <translation>跳过这对</translation>
    </message>
    <message>
        <source>JSON Lines or CSV with pair, label or score; - reads stdin</source>
        <translation>含 pair、label 或 score 的 JSON Lines 或 CSV；- 表示读取 stdin</translation>
    </message>
    <message>
        <source>who answers</source>
        <translation>答案出自谁</translation>
    </message>
    <message>
        <source>Takes the last answer back.</source>
        <translation>撤回最近一个答案。</translation>
    </message>
    <message>
        <source>whose answer</source>
        <translation>谁的答案</translation>
    </message>
    <message>
        <source>TuneDesk without the window: the same projects, the same models.</source>
        <translation>没有窗口的 TuneDesk：项目相同，模型相同。</translation>
    </message>
    <message>
        <source>print JSON Lines on stdout and nothing else there</source>
        <translation>在 stdout 上输出 JSON Lines，且不输出其他内容</translation>
    </message>
    <message>
        <source>no progress on stderr</source>
        <translation>不在 stderr 上显示进度</translation>
    </message>
    <message>
        <source>Can&apos;t be used: %1</source>
        <translation>无法使用：%1</translation>
    </message>
    <message>
        <source>This is no JSON object with a “text”.</source>
        <translation>这不是含“text”的 JSON 对象。</translation>
    </message>
    <message>
        <source>stdin, line %1</source>
        <translation>stdin，第 %1 行</translation>
    </message>
    <message>
        <source>Write one object a line: {&quot;text&quot;: …, &quot;pair&quot;: …}.</source>
        <translation>每行写一个对象：{&quot;text&quot;: …, &quot;pair&quot;: …}。</translation>
    </message>
    <message>
        <source>Models that a run can start from.</source>
        <translation>可作为运行起点的模型。</translation>
    </message>
    <message>
        <source>Remembers a folder with config.json beside the weights.</source>
        <translation>记住一个权重旁有 config.json 的文件夹。</translation>
    </message>
    <message>
        <source>folder of the model</source>
        <translation>模型的文件夹</translation>
    </message>
    <message>
        <source>Shows how a model reads texts. Reads JSON Lines from stdin.</source>
        <translation>显示模型如何读取文本。从 stdin 读取 JSON Lines。</translation>
    </message>
    <message>
        <source>name from “models list”, or a folder</source>
        <translation>“models list”中的名称，或文件夹</translation>
    </message>
    <message>
        <source>cut at so many tokens; 0: not cut</source>
        <translation>截断到多少词元；0 表示不截断</translation>
    </message>
    <message numerus="yes">
        <source>Made %1 with %n pairs.</source>
        <translation>
            <numerusform>已建立 %1，含 %n 对。</numerusform>
        </translation>
    </message>
    <message>
        <source>Makes a project.</source>
        <translation>新建项目。</translation>
    </message>
    <message>
        <source>project file to make</source>
        <translation>要建立的项目文件</translation>
    </message>
    <message>
        <source>with the built-in sample pairs</source>
        <translation>含内置示例对话对</translation>
    </message>
    <message>
        <source>“%1” is no condition.</source>
        <translation>“%1”不是条件。</translation>
    </message>
    <message>
        <source>Use label=1, label=0, label=none, label=disputed, flagged, split=NAME, group=NAME, dialogue=ID or import=NUMBER, joined by “and”.</source>
        <translation>请使用 label=1、label=0、label=none、label=disputed、flagged、split=NAME、group=NAME、dialogue=ID 或 import=NUMBER，用“and”连接。</translation>
    </message>
    <message>
        <source>people disagree</source>
        <translation>有分歧</translation>
    </message>
    <message>
        <source>✓ appropriate</source>
        <translation>✓ 恰当</translation>
    </message>
    <message>
        <source>✕ not appropriate</source>
        <translation>✕ 不恰当</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>尚无</translation>
    </message>
    <message numerus="yes">
        <source>%n pairs match.</source>
        <translation>
            <numerusform>%n 对符合条件。</numerusform>
        </translation>
    </message>
    <message>
        <source>Lists pairs.</source>
        <translation>列出对话对。</translation>
    </message>
    <message>
        <source>words, “a phrase”, -without, q: or a: for one side</source>
        <translation>词语、“短语”、-排除词，q: 或 a: 限定一侧</translation>
    </message>
    <message>
        <source>conditions joined by “and”</source>
        <translation>用“and”连接的条件</translation>
    </message>
    <message>
        <source>at most so many; 0: all</source>
        <translation>最多多少；0 表示全部</translation>
    </message>
    <message>
        <source>leave out the first so many</source>
        <translation>略过前面多少</translation>
    </message>
    <message>
        <source>appropriate %1</source>
        <translation>恰当 %1</translation>
    </message>
    <message>
        <source>not appropriate %1</source>
        <translation>不恰当 %1</translation>
    </message>
    <message>
        <source>Write one object a line: {&quot;question&quot;: …, &quot;reply&quot;: …, &quot;context&quot;: …}.</source>
        <translation>每行写一个对象：{&quot;question&quot;: …, &quot;reply&quot;: …, &quot;context&quot;: …}。</translation>
    </message>
    <message>
        <source>“ids” is no list of whole numbers.</source>
        <translation>“ids”不是整数列表。</translation>
    </message>
    <message>
        <source>“%1” is missing or no text.</source>
        <translation>“%1”缺失或不是文本。</translation>
    </message>
    <message>
        <source>%1, row %2</source>
        <translation>%1，第 %2 行</translation>
    </message>
    <message>
        <source>Mend the row and try again.</source>
        <translation>修正该行后重试。</translation>
    </message>
    <message>
        <source>Scores pairs with an exported folder. Reads JSON Lines from stdin, or a file.</source>
        <translation>用导出的文件夹为对话对评分。从 stdin 或文件读取 JSON Lines。</translation>
    </message>
    <message>
        <source>exported folder or checkpoint</source>
        <translation>导出的文件夹或检查点</translation>
    </message>
    <message>
        <source>JSON Lines, CSV or TSV</source>
        <translation>JSON Lines、CSV 或 TSV</translation>
    </message>
    <message>
        <source>mean squared error %1, correlation %2</source>
        <translation>均方误差 %1，相关系数 %2</translation>
    </message>
    <message>
        <source>not evaluated</source>
        <translation>未评估</translation>
    </message>
    <message>
        <source>accuracy %1, F1 %2 (always the larger class: accuracy %3; always “appropriate”: F1 %4)</source>
        <translation>准确率 %1，F1 %2（总是选多数类：准确率 %3；总是“恰当”：F1 %4）</translation>
    </message>
    <message>
        <source>Run %1</source>
        <translation>运行 %1</translation>
    </message>
    <message>
        <source>Step %1, epoch %2: validation loss %3, %4</source>
        <translation>第 %1 步，第 %2 轮：验证损失 %3，%4</translation>
    </message>
    <message>
        <source>%1  %2  %3  %4  validation F1 %5, accuracy %6  %7</source>
        <translation>%1  %2  %3  %4  验证 F1 %5，准确率 %6  %7</translation>
    </message>
    <message>
        <source>There is no run %1.</source>
        <translation>没有运行 %1。</translation>
    </message>
    <message>
        <source>List them with: runs %1</source>
        <translation>用此命令列出：runs %1</translation>
    </message>
    <message>
        <source>Run %1 is deleted.</source>
        <translation>运行 %1 已删除。</translation>
    </message>
    <message>
        <source>Lists runs, shows one, or deletes one.</source>
        <translation>列出运行、显示其中一个或删除。</translation>
    </message>
    <message>
        <source>number of the run to delete</source>
        <translation>要删除的运行编号</translation>
    </message>
    <message>
        <source>“%1” sets nothing.</source>
        <translation>“%1”没有设定任何内容。</translation>
    </message>
    <message>
        <source>Stopped after step %1. Go on with: resume … %2</source>
        <translation>已在第 %1 步后停止。继续运行：resume … %2</translation>
    </message>
    <message>
        <source>There is no model to start from.</source>
        <translation>没有可作为起点的模型。</translation>
    </message>
    <message>
        <source>Name a folder with --model, or run packaging/start once.</source>
        <translation>用 --model 指定文件夹，或运行一次 packaging/start。</translation>
    </message>
    <message>
        <source>Trains a run on the labelled pairs.</source>
        <translation>用已标注的对话对训练一次运行。</translation>
    </message>
    <message>
        <source>Settings for --set and --recipe:</source>
        <translation>--set 和 --recipe 的设置项：</translation>
    </message>
    <message>
        <source>settings to start from</source>
        <translation>作为起点的设置</translation>
    </message>
    <message>
        <source>KEY=VALUE, as often as needed</source>
        <translation>KEY=VALUE，可多次给出</translation>
    </message>
    <message>
        <source>name of the run</source>
        <translation>运行的名称</translation>
    </message>
    <message>
        <source>Goes on where a stopped or killed run was, to the same result as an unbroken one.</source>
        <translation>从停止或被终止的运行处继续，结果与不中断的运行相同。</translation>
    </message>
    <message>
        <source>Example:</source>
        <translation>示例：</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>已中断</translation>
    </message>
    <message>
        <source>can be downloaded, about %1: models download %2</source>
        <translation>可下载，约 %1：models download %2</translation>
    </message>
    <message>
        <source>can be downloaded: models download %1</source>
        <translation>可下载：models download %1</translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s)</source>
        <translation>
            <numerusform>%n 层</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 million parameters</source>
        <translation>%1 百万参数</translation>
    </message>
    <message>
        <source>There is no model on this computer yet. Add a folder with “models add FOLDER”, or download one with “models download NAME”.</source>
        <translation>此电脑上还没有模型。可用“models add 文件夹”添加，或用“models download 名称”下载。</translation>
    </message>
    <message>
        <source>Stopped. What came so far is kept: the same command goes on.</source>
        <translation>已停止。已下载的部分保留：再次运行同一命令即可继续。</translation>
    </message>
    <message>
        <source>%1 is deleted.</source>
        <translation>%1 已删除。</translation>
    </message>
    <message>
        <source>%1 is forgotten; its folder stays.</source>
        <translation>%1 已从列表移除；其文件夹保留。</translation>
    </message>
    <message>
        <source>Lists the models on this computer and those that can be downloaded.</source>
        <translation>列出此电脑上的模型和可下载的模型。</translation>
    </message>
    <message>
        <source>Fetches a model from the model hub; goes on where it was broken off.</source>
        <translation>从模型库下载模型；中断后可继续。</translation>
    </message>
    <message>
        <source>name from “models list”, or any name of the hub</source>
        <translation>“models list”中的名称，或模型库中的任意名称</translation>
    </message>
    <message>
        <source>address of another hub with the same layout; also $TUNEDESK_HUB and $HF_ENDPOINT</source>
        <translation>结构相同的另一模型库的地址；也可用 $TUNEDESK_HUB 和 $HF_ENDPOINT</translation>
    </message>
    <message>
        <source>Deletes a download; forgets an added folder.</source>
        <translation>删除已下载的模型；将添加的文件夹从列表移除。</translation>
    </message>
    <message>
        <source>   earlier turns and question lose %1 tokens in %2 pairs, the reply %3 in %4</source>
        <translation>   前文和问题在 %2 个对话对中失去 %1 个词元，回复在 %4 个中失去 %3 个</translation>
    </message>
    <message>
        <source>Counts, balance, lengths, agreement, what a model cuts off.</source>
        <translation>数量、均衡、长度、一致性、模型会截断的部分。</translation>
    </message>
    <message>
        <source>count what this model cuts off: a name from “models list”, or a folder</source>
        <translation>统计此模型会截断的部分：“models list”中的名称或文件夹</translation>
    </message>
    <message>
        <source>tokens that the model reads of a pair, with --model</source>
        <translation>模型从每个对话对读取的词元数，与 --model 一起使用</translation>
    </message>
    <message>
        <source>what gives when a pair is too long, with --model: longest_first, or only_first to keep the reply whole</source>
        <translation>对话对过长时截断哪段文本，与 --model 一起使用：longest_first，或用 only_first 保留完整回复</translation>
    </message>
    <message>
        <source> (%1 to %2), %3 free</source>
        <translation>（%1 至 %2），可用 %3</translation>
    </message>
    <message>
        <source>Disk: %1 at most, %2 afterwards, %3 free</source>
        <translation>磁盘：最多 %1，之后 %2，可用 %3</translation>
    </message>
    <message>
        <source>The disk has no room for the checkpoints. Make some space first.</source>
        <translation>磁盘没有足够空间存放检查点。请先腾出一些空间。</translation>
    </message>
    <message>
        <source>This program was built without MPI and can&apos;t share a training.</source>
        <translation>此程序构建时未包含 MPI，无法分担训练。</translation>
    </message>
    <message>
        <source>Install Open MPI with its development files and build again, or start the training without mpirun.</source>
        <translation>请安装 Open MPI 及其开发文件并重新构建，或不使用 mpirun 启动训练。</translation>
    </message>
    <message>
        <source>In process %1: %2</source>
        <translation>进程 %1：%2</translation>
    </message>
    <message>
        <source>measure for about two seconds and tell what the training would take, without training</source>
        <translation>测量约两秒，说明训练所需的时间、内存和磁盘，但不训练</translation>
    </message>
    <message>
        <source>earlier turns that the model reads, with --model; -1 for all of them</source>
        <translation>模型读取的前文条数，与 --model 一起使用；-1 表示全部</translation>
    </message>
    <message>
        <source>transformers loads it with trust_remote_code=True: it needs the file modeling_tunedesk.py of the folder.</source>
        <translation>transformers 需用 trust_remote_code=True 加载：要用到文件夹中的 modeling_tunedesk.py。</translation>
    </message>
    <message>
        <source>files of pairs: tables, spreadsheets, JSON</source>
        <translation>对话对文件：表格、电子表格、JSON</translation>
    </message>
    <message>
        <source>what kind of file it is</source>
        <translation>文件的类型</translation>
    </message>
    <message>
        <source>UTF-8, GB18030, Big5, Shift_JIS, UTF-16LE, windows-1252 …</source>
        <translation>UTF-8、GB18030、Big5、Shift_JIS、UTF-16LE、windows-1252 等</translation>
    </message>
    <message>
        <source>name of a spreadsheet&apos;s sheet</source>
        <translation>电子表格中工作表的名称</translation>
    </message>
    <message>
        <source>Stopped; %1 was not written.</source>
        <translation>已停止；%1 没有写出。</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n pairs written.</source>
        <translation>
            <numerusform>%1：已写出 %n 个对话对。</numerusform>
        </translation>
    </message>
    <message>
        <source>Writes all pairs with everybody&apos;s answers to a file that imports again.</source>
        <translation>把所有对话对连同每个人的回答写到一个可以再次导入的文件。</translation>
    </message>
    <message>
        <source>file to write</source>
        <translation>要写出的文件</translation>
    </message>
    <message numerus="yes">
        <source>%n more problems of the kind “%1” are not listed.</source>
        <translation>
            <numerusform>还有 %n 个“%1”类问题没有列出。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pairs were checked.</source>
        <translation>
            <numerusform>检查了 %n 个对话对。</numerusform>
        </translation>
    </message>
    <message>
        <source>Looks for problems of the data: contradicting labels, what training and test have in common, near duplicates, empty or very long texts, personal data. Changes nothing; the status is 0 whatever is found.</source>
        <translation>查找数据的问题：相互矛盾的标注、训练集与测试集的共同内容、近似重复、空的或过长的文本、个人信息。不做任何改动；无论查到什么，退出状态都是 0。</translation>
    </message>
    <message>
        <source>the model that says what is too long: a name from “models list”, or a folder; else that of the last run, or the first starter</source>
        <translation>由哪个模型判断过长：“models list”里的名称，或一个文件夹；不给时用上一次运行的模型，或第一个入门模型</translation>
    </message>
    <message>
        <source>csv, xlsx, jsonl, label-studio or doccano; by the file&apos;s name when not given</source>
        <translation>csv、xlsx、jsonl、label-studio 或 doccano；未指定时由文件名决定</translation>
    </message>
    <message>
        <source>There is no step to do again.</source>
        <translation>没有可重做的步骤。</translation>
    </message>
    <message>
        <source>“changes” lists what was done and undone.</source>
        <translation>“changes”列出已执行和已撤销的步骤。</translation>
    </message>
    <message numerus="yes">
        <source>%n pairs removed.</source>
        <translation>
            <numerusform>已移除 %n 对。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pairs brought back.</source>
        <translation>
            <numerusform>已恢复 %n 对。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n stay in the bin: they came in a second time and stand in the project.</source>
        <translation>
            <numerusform>%n 对仍在回收站中：它们已再次导入，项目中已有。</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no pair of this number.</source>
        <translation>没有这个编号的对话对。</translation>
    </message>
    <message>
        <source>pair %1</source>
        <translation>对话对 %1</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>未作任何更改。</translation>
    </message>
    <message>
        <source>numbers of the pairs, separated by spaces or commas</source>
        <translation>对话对的编号，用空格或逗号分隔</translation>
    </message>
    <message>
        <source>who does it, for the history</source>
        <translation>由谁执行，写入历史</translation>
    </message>
    <message>
        <source>%1 (undone)</source>
        <translation>%1（已撤销）</translation>
    </message>
    <message>
        <source>Lists what was done to the data, newest first.</source>
        <translation>列出对数据的更改，最新的在前。</translation>
    </message>
    <message>
        <source>Puts pairs into the bin; “pairs --bin” lists them.</source>
        <translation>将对话对移入回收站；“pairs --bin”可列出它们。</translation>
    </message>
    <message>
        <source>Brings pairs back out of the bin.</source>
        <translation>从回收站恢复对话对。</translation>
    </message>
    <message>
        <source>rows that are 0.92 or more alike to a pair or an earlier row: keep (and count them) or skip. These four checks read file and project once more; they are made when they are named, all by --dry-run</source>
        <translation>与某个对话对或前面某行相似度达到 0.92 的行：keep（导入并计数）或 skip（不导入）。这四项检查要把文件和项目再读一遍；写明的才检查，--dry-run 全部检查</translation>
    </message>
    <message>
        <source>rows that differ from others in case, blanks and signs alone, but in their label too: keep, unlabel (bring them in without a label) or skip</source>
        <translation>与别的行只有大小写、空白和标点不同、标注却相反的行：keep（导入）、unlabel（去掉标注后导入）或 skip（不导入）</translation>
    </message>
    <message>
        <source>rows whose dialogue or conversation is in another split too: keep, join (to the project&apos;s split, else test) or skip</source>
        <translation>会话或内容同时在另一个划分里的行：keep（导入）、join（并入项目里的划分，否则并入测试集）或 skip（不导入）</translation>
    </message>
    <message>
        <source>what looks like a card, phone or identity number or an e-mail address: keep, or mask as [card], [phone], [id], [email]</source>
        <translation>疑似银行卡号、电话号码、身份证号或邮箱地址：keep（保留），或 mask（换成 [card]、[phone]、[id]、[email]）</translation>
    </message>
    <message>
        <source>They come in.</source>
        <translation>它们会导入。</translation>
    </message>
    <message>
        <source>They are left out.</source>
        <translation>它们不会导入。</translation>
    </message>
    <message numerus="yes">
        <source>%n duplicates have another label than the pair that is there.</source>
        <translation>
            <numerusform>%n 个重复行的标注与已有的对话对不同。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rows are nearly the same as a pair or an earlier row.</source>
        <translation>
            <numerusform>%n 行与某个对话对或前面某行几乎相同。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rows contradict the label of a pair or row that is the same but for case, blanks or signs.</source>
        <translation>
            <numerusform>%n 行与只有大小写、空白或标点不同的对话对或行标注相反。</numerusform>
        </translation>
    </message>
    <message>
        <source>They come in without a label.</source>
        <translation>它们会去掉标注后导入。</translation>
    </message>
    <message numerus="yes">
        <source>%n rows have a dialogue or conversation that is in another split too.</source>
        <translation>
            <numerusform>%n 行的会话或内容同时在另一个划分里。</numerusform>
        </translation>
    </message>
    <message>
        <source>They go to that split.</source>
        <translation>它们会并入那个划分。</translation>
    </message>
    <message numerus="yes">
        <source>%n rows hold what looks like personal data: %1 a card number, %2 a phone number, %3 an e-mail address, %4 an identity number.</source>
        <translation>
            <numerusform>%n 行里有疑似个人信息：银行卡号 %1 行，电话号码 %2 行，邮箱地址 %3 行，身份证号 %4 行。</numerusform>
        </translation>
    </message>
    <message>
        <source>It is masked.</source>
        <translation>会被遮盖。</translation>
    </message>
    <message>
        <source>“%1” does not say what a label means.</source>
        <translation>“%1”没有说明标注的含义。</translation>
    </message>
    <message>
        <source>Write it like ok=1, bad=0, unsure=none, spam=refuse or fair=score:0.5.</source>
        <translation>请写成 ok=1、bad=0、unsure=none、spam=refuse 或 fair=score:0.5 这样的形式。</translation>
    </message>
    <message>
        <source>without label</source>
        <translation>无标注</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>不导入</translation>
    </message>
    <message>
        <source>  labels: %1</source>
        <translation>  标注：%1</translation>
    </message>
    <message>
        <source>  columns as last time; --map changes them</source>
        <translation>  各列沿用上次的含义；可用 --map 更改</translation>
    </message>
    <message>
        <source>what values of the label column mean, like ok=1,bad=0,unsure=none,spam=refuse,fair=score:0.5; other values as found: 4 and 5 stars are 1, 1 and 2 are 0, 3 has no label</source>
        <translation>标注列中各值的含义，如 ok=1,bad=0,unsure=none,spam=refuse,fair=score:0.5；其余的值自动判断：4、5 星为 1，1、2 星为 0，3 星无标注</translation>
    </message>
    <message>
        <source>rows with labels that nobody knows: refuse them (so it is when not given) or take them in unlabelled</source>
        <translation>标注无法识别的行：refuse 拒绝（默认），或 unlabelled 不带标注导入</translation>
    </message>
    <message>
        <source>whose answers the file&apos;s labels are, and labels that were edited in an export of this project</source>
        <translation>文件中的标注以及在本项目导出文件中改过的标注记在谁名下</translation>
    </message>
    <message>
        <source>There is no step to undo.</source>
        <translation>没有可撤销的步骤。</translation>
    </message>
    <message>
        <source>undo the last step of any kind and anybody instead, such as an import or a removal</source>
        <translation>改为撤销任何人的最后一步，不论种类，例如导入或移除</translation>
    </message>
    <message>
        <source>%1: undone: %2</source>
        <comment>time, what</comment>
        <translation>%1：已撤销：%2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>time, what</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>the removed pairs, and what removed them</source>
        <translation>已移除的对话对，以及它们因何被移除</translation>
    </message>
    <message>
        <source>Sets pairs aside that no training sees, or counts those that are.</source>
        <translation>留出任何训练都不会用到的对话对，或统计已留出的。</translation>
    </message>
    <message>
        <source>raise the test set to this percentage of the labelled pairs, of each label its share; what is in it stays</source>
        <translation>将测试集增至已标注对话对的这一百分比，每种标注按比例；已在其中的保持不变</translation>
    </message>
    <message>
        <source>keep dialogues whole, which is always so</source>
        <translation>保持会话完整，始终如此</translation>
    </message>
    <message>
        <source>recipe saved in the window, or a JSON file with settings</source>
        <translation>窗口中保存的配方，或写有设置的 JSON 文件</translation>
    </message>
    <message>
        <source>Stopped; everything is as it was before.</source>
        <translation>已停止；一切保持原样。</translation>
    </message>
    <message>
        <source>float32 (exact), bfloat16, or int8 (about three times as fast; probabilities differ in the third place)</source>
        <translation>float32（精确）、bfloat16 或 int8（约快两倍；概率在小数点后第三位有差异）</translation>
    </message>
    <message>
        <source>“%1” can&apos;t stand between the columns.</source>
        <translation>“%1”不能作为列分隔符。</translation>
    </message>
    <message>
        <source>Use one ASCII character that is no letter, digit, quote or blank, as , ; | or the word tab.</source>
        <translation>请使用一个 ASCII 字符（不能是字母、数字、引号或空格），例如 , ; | 或单词 tab。</translation>
    </message>
    <message>
        <source>  columns: %1</source>
        <translation>  列：%1</translation>
    </message>
    <message>
        <source>  columns left out: %1</source>
        <translation>  未使用的列：%1</translation>
    </message>
    <message numerus="yes">
        <source>  %n rows have no label, but their pairs have one, which stays</source>
        <translation>
            <numerusform>  %n 行没有标签，但对应的对话对已有标签，予以保留</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>  %n rows have another split than the test set, in which their pairs stay</source>
        <translation>
            <numerusform>  %n 行写的不是测试集，但对应的对话对仍留在测试集中</numerusform>
        </translation>
    </message>
    <message>
        <source>whether quotes hold columns together: yes, or no where they are text</source>
        <translation>引号是否用来包住一列：yes 是；no 表示引号只是普通字符</translation>
    </message>
    <message>
        <source>Its label stays; only an answer of a named annotator comes beside it.</source>
        <translation>其标签保持不变；只有指名标注者的回答会并存。</translation>
    </message>
    <message>
        <source>  sheet “%1” was read; --sheet reads another: %2</source>
        <translation>  读取了工作表“%1”；用 --sheet 可读取其他工作表：%2</translation>
    </message>
    <message numerus="yes">
        <source>No dialogue is in two splits: %n pairs of %1 were dealt as the next training would deal them.</source>
        <translation>
            <numerusform>没有会话分在两处：按下一次训练的方式划分了 %n 个对话对（%1）。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n dialogues</source>
        <translation>
            <numerusform>%n 个会话</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Time, at most: about %1 (%2 to %3), %Ln steps
  model and pairs %4, frozen layers %5, training %6, checks and test %7
Memory at the peak: about %8</source>
        <translation>
            <numerusform>时间，最多：约 %1（%2 至 %3），%Ln 步
  模型与数据对 %4，冻结层 %5，训练 %6，检查与测试 %7
内存峰值：约 %8</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Exported to %1 (%2 MB).
%3 of %n pairs get the same verdict; largest difference %4.</source>
        <translation>
            <numerusform>已导出到 %1（%2 MB）。
%n 对中有 %3 对判断相同；最大差异 %4。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Verified: %n pairs give the stored answers; largest difference %1.</source>
        <translation>
            <numerusform>验证通过：%n 对得出与存档相同的结果；最大差异 %1。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rows are longer than the %1 tokens that %2 reads.</source>
        <translation>
            <numerusform>%n 行超过 %2 能读的 %1 个词元。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>About %n rows are longer than the %1 tokens that %2 reads, by %3 rows that were counted.</source>
        <translation>
            <numerusform>按数过的 %3 行估计，约 %n 行超过 %2 能读的 %1 个词元。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>“%1” %2 (%n rows)</source>
        <translation>
            <numerusform>“%1” %2（%n 行）</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %2 of %n rows would come in, %3 labelled; %4, %5 rejected.</source>
        <translation>
            <numerusform>%1：%n 行中将导入 %2 行，%3 行有标注；%4，%5 行被拒绝。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %2 of %n rows imported, %3 labelled; %4, %5 rejected.</source>
        <translation>
            <numerusform>%1：%n 行中已导入 %2 行，%3 行有标注；%4，%5 行被拒绝。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n duplicates</source>
        <translation>
            <numerusform>%n 行重复</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 at %2 tokens: %3 of %n pairs are cut; the longest has %4 tokens (pair %5)</source>
        <translation>
            <numerusform>%1，%2 个词元：%n 个对话对中有 %3 个被截断；最长的有 %4 个词元（对话对 %5）</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pairs, %1 labelled: %2 appropriate, %3 not, %4 disputed</source>
        <translation>
            <numerusform>共 %n 对，已标注 %1 对：恰当 %2，不恰当 %3，有分歧 %4</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n people; words in a reply: median %1, longest %2</source>
        <translation>
            <numerusform>%n 人；回复词数：中位数 %1，最多 %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Agreement on %n pairs: %1 %, kappa %2, alpha %3</source>
        <translation>
            <numerusform>%n 对的一致率：%1 %，kappa %2，alpha %3</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Run %1, %2: %n steps in %3
  best on validation, step %4: %5
  test: %6</source>
        <translation>
            <numerusform>运行 %1，%2：%n 步，用时 %3
  验证集最佳，第 %4 步：%5
  测试集：%6</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Test set: %n pairs, labelled %1 appropriate and %2 not</source>
        <translation>
            <numerusform>测试集：%n 对，标注为恰当 %1，不恰当 %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>; %n labelled pairs in the project</source>
        <translation>
            <numerusform>；项目中已标注 %n 对</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>  %n rows have another split than the test set, in which pairs of their dialogue stand; --two-splits treats them</source>
        <translation>
            <numerusform>  %n 行的划分不是测试集，而其会话的对话对在测试集中；可用 --two-splits 处理</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>  %n rows have the texts of pairs that lie in the bin: restore brings the old ones back</source>
        <translation>
            <numerusform>  %n 行的文本与回收站中的对话对相同：restore 可恢复原来的对话对</numerusform>
        </translation>
    </message>
    <message>
        <source>Something else was done since the last undo. “redo --step %1” does this again: %2. “changes” lists all steps.</source>
        <translation>上次撤销之后又有其他操作。“redo --step %1”可重做这一步：%2。“changes”列出所有步骤。</translation>
    </message>
    <message>
        <source>This step is not undone.</source>
        <translation>这一步没有被撤销。</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>步骤 %1</translation>
    </message>
    <message>
        <source>Does again what was undone: the next step, as long as nothing else was done since, or any by its number.</source>
        <translation>重做已撤销的步骤：若其后没有其他操作，重做下一步；也可按编号重做任意一步。</translation>
    </message>
    <message>
        <source>number of the step, as “changes” lists it</source>
        <translation>步骤编号，与“changes”所列一致</translation>
    </message>
    <message numerus="yes">
        <source>  %n pairs would be updated (labels %1, notes %2, topics %3, dialogues %4, splits %5, flags %6), %7 unchanged</source>
        <translation>
            <numerusform>  将更新 %n 对（标签 %1、备注 %2、主题 %3、会话 %4、划分 %5、标记 %6），%7 对不变</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>  %n pairs updated (labels %1, notes %2, topics %3, dialogues %4, splits %5, flags %6), %7 unchanged</source>
        <translation>
            <numerusform>  已更新 %n 对（标签 %1、备注 %2、主题 %3、会话 %4、划分 %5、标记 %6），%7 对不变</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>  %n answers of other people say otherwise and would no longer count</source>
        <translation>
            <numerusform>  其他人的 %n 个回答与此不同，将不再计入</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>  %n answers of other people say otherwise and no longer count</source>
        <translation>
            <numerusform>  其他人的 %n 个回答与此不同，不再计入</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>  %n rows have other texts than their pairs, which never change: they are new pairs with their label, but without the answers that people gave about the old texts</source>
        <translation>
            <numerusform>  %n 行的文本与其对话对不同，而对话对的文本从不更改：这些行作为新的对话对，带有标签，但不带各人对原文本的回答</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>  %n rows would come to the test set, where their dialogue was set aside, whatever split the file gives them</source>
        <translation>
            <numerusform>  有 %n 行会进入测试集：其会话已被留作测试，不论文件给出哪个划分</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>  %n rows came to the test set, where their dialogue was set aside, whatever split the file gives them</source>
        <translation>
            <numerusform>  有 %n 行进入了测试集：其会话已被留作测试，不论文件给出哪个划分</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>  %n rows are for the test set, while pairs of their dialogue stand in training or validation by another file; --two-splits treats them</source>
        <translation>
            <numerusform>  %n 行用于测试，但其所属对话的样本按另一文件属于训练或验证集；可用 --two-splits 处理</numerusform>
        </translation>
    </message>
    <message>
        <source>Write it with its value, like %1=%2.</source>
        <translation>请连同值一起写，例如 %1=%2。</translation>
    </message>
    <message>
        <source>Without effect in a training with %1: %2.</source>
        <translation>在 %1 的训练中不起作用：%2。</translation>
    </message>
    <message>
        <source>which column is what: question=COL,reply=COL,context=COL,label=COL,score=COL,dialogue=COL,group=COL,annotator=COL; COL is a name or a number from 1</source>
        <translation>各列的含义：question=COL,reply=COL,context=COL,label=COL,score=COL,dialogue=COL,group=COL,annotator=COL；COL 是列名或从 1 开始的列号</translation>
    </message>
    <message>
        <source>A name with .%1 doesn&apos;t say what to write.</source>
        <translation>后缀 .%1 无法说明要写出哪种格式。</translation>
    </message>
    <message>
        <source>Name a file with .csv, .xlsx, .jsonl or .json (Label Studio), or say --format csv, xlsx, jsonl, label-studio or doccano.</source>
        <translation>请使用 .csv、.xlsx、.jsonl 或 .json（Label Studio）后缀，或用 --format 指定 csv、xlsx、jsonl、label-studio 或 doccano。</translation>
    </message>
    <message>
        <source>%1 has no sheets.</source>
        <translation>%1 没有工作表。</translation>
    </message>
    <message>
        <source>Leave the option out.</source>
        <translation>请去掉该选项。</translation>
    </message>
    <message>
        <source>“%1” is no encoding.</source>
        <translation>“%1”不是编码名称。</translation>
    </message>
    <message>
        <source>Leave it out to have it found, or write one like UTF-8, GB18030, Big5, Shift_JIS or windows-1252.</source>
        <translation>省略该选项可自动识别，或填写 UTF-8、GB18030、Big5、Shift_JIS、windows-1252 等编码。</translation>
    </message>
    <message>
        <source>What came in from the files before it stays.</source>
        <translation>之前的文件已导入的内容会保留。</translation>
    </message>
    <message numerus="yes">
        <source>  %n pairs of the project would come to the test set with their dialogue</source>
        <translation>
            <numerusform>  项目中有 %n 个对话对将随其会话进入测试集</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>  %n pairs of the project now stand in the test set with their dialogue</source>
        <translation>
            <numerusform>  项目中有 %n 个对话对现已随其会话进入测试集</numerusform>
        </translation>
    </message>
    <message>
        <source>exact duplicates of pairs with another label than theirs: keep the project&apos;s, or take the file&apos;s as an answer of the person who imports, in place of answers that say otherwise; people whom a row names answer anew for themselves alone</source>
        <translation>与已有对话对完全重复但标注不同的行：保留项目的标注（keep），或采用文件的标注（take），记为导入者的答案，并取代与之不同的答案；行中注明标注人的，只更新该人自己的答案</translation>
    </message>
    <message>
        <source>Pairs that the project had get the file&apos;s label, or the answers of the people whom it names.</source>
        <translation>项目中原有的对话对采用文件的标注，或采用其中注明的标注人的答案。</translation>
    </message>
    <message numerus="yes">
        <source>  %n rows have no id of a pair of this project: where their texts are there already, changes of notes, topics, splits and flags are not taken</source>
        <translation>
            <numerusform>  %n 行没有本项目对话对的编号：文本已存在的行，其备注、主题、划分和标记的改动不会采用</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DataChange</name>
    <message>
        <source>Labelled pair %1 appropriate</source>
        <translation>已将第 %1 对标注为恰当</translation>
    </message>
    <message>
        <source>Labelled pair %1 not appropriate</source>
        <translation>已将第 %1 对标注为不恰当</translation>
    </message>
    <message>
        <source>Skipped pair %1</source>
        <translation>已跳过第 %1 对</translation>
    </message>
    <message>
        <source>Answered pair %1</source>
        <translation>已回答第 %1 对</translation>
    </message>
    <message numerus="yes">
        <source>Labelled %Ln pairs appropriate</source>
        <translation>
            <numerusform>已将 %Ln 对标注为恰当</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Labelled %Ln pairs not appropriate</source>
        <translation>
            <numerusform>已将 %Ln 对标注为不恰当</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Answered %Ln pairs</source>
        <translation>
            <numerusform>已回答 %Ln 对</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Moved %Ln pairs to training</source>
        <translation>
            <numerusform>已将 %Ln 对移至训练集</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Moved %Ln pairs to validation</source>
        <translation>
            <numerusform>已将 %Ln 对移至验证集</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Moved %Ln pairs to the test set</source>
        <translation>
            <numerusform>已将 %Ln 对移至测试集</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Took %Ln pairs out of their split</source>
        <translation>
            <numerusform>已将 %Ln 对移出其划分</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2 of them with their dialogue</source>
        <comment>“Moved 9 pairs to training”, 6</comment>
        <translation>%1，其中 %2 对随其会话移动</translation>
    </message>
    <message>
        <source>Took an answer about pair %1 back</source>
        <translation>已收回第 %1 对的一个答案</translation>
    </message>
    <message>
        <source>Brought an answer about pair %1 back</source>
        <translation>已恢复第 %1 对的一个答案</translation>
    </message>
    <message>
        <source>Flagged pair %1</source>
        <translation>已标记第 %1 对</translation>
    </message>
    <message numerus="yes">
        <source>Flagged %Ln pairs</source>
        <translation>
            <numerusform>已标记 %Ln 对</numerusform>
        </translation>
    </message>
    <message>
        <source>Took the flag off pair %1</source>
        <translation>已取消第 %1 对的标记</translation>
    </message>
    <message numerus="yes">
        <source>Took the flag off %Ln pairs</source>
        <translation>
            <numerusform>已取消 %Ln 对的标记</numerusform>
        </translation>
    </message>
    <message>
        <source>Changed the note of pair %1</source>
        <translation>已更改第 %1 对的备注</translation>
    </message>
    <message numerus="yes">
        <source>Set %Ln pairs aside for testing</source>
        <translation>
            <numerusform>已留出 %Ln 对用于测试</numerusform>
        </translation>
    </message>
    <message>
        <source>Removed pair %1</source>
        <translation>已移除第 %1 对</translation>
    </message>
    <message numerus="yes">
        <source>Removed %Ln pairs</source>
        <translation>
            <numerusform>已移除 %Ln 对</numerusform>
        </translation>
    </message>
    <message>
        <source>Brought pair %1 back</source>
        <translation>已恢复第 %1 对</translation>
    </message>
    <message numerus="yes">
        <source>Brought %Ln pairs back</source>
        <translation>
            <numerusform>已恢复 %Ln 对</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Imported %Ln pairs from %1</source>
        <translation>
            <numerusform>已从 %1 导入 %Ln 对</numerusform>
        </translation>
    </message>
    <message>
        <source>Removed the import of %1</source>
        <translation>已移除 %1 的导入</translation>
    </message>
    <message>
        <source>Brought the import of %1 back</source>
        <translation>已恢复 %1 的导入</translation>
    </message>
    <message numerus="yes">
        <source>%Ln labels</source>
        <comment>that an import gave</comment>
        <translation>
            <numerusform>%Ln 个标注</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln notes</source>
        <comment>that an import gave</comment>
        <translation>
            <numerusform>%Ln 条备注</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln topics</source>
        <comment>that an import gave</comment>
        <translation>
            <numerusform>%Ln 个主题</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln dialogues</source>
        <comment>that an import gave</comment>
        <translation>
            <numerusform>%Ln 个会话编号</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln splits</source>
        <comment>that an import gave</comment>
        <translation>
            <numerusform>%Ln 个划分</numerusform>
        </translation>
    </message>
    <message>
        <source>, </source>
        <comment>between counts</comment>
        <translation>、</translation>
    </message>
    <message numerus="yes">
        <source>%Ln new</source>
        <comment>pairs</comment>
        <translation>
            <numerusform>新增 %Ln 对</numerusform>
        </translation>
    </message>
    <message>
        <source>Imported %1: %2</source>
        <comment>file, “12 new, 5 labels”</comment>
        <translation>已导入 %1：%2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln flags</source>
        <comment>that an import gave</comment>
        <translation>
            <numerusform>%Ln 个标记</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Skipped %Ln pairs</source>
        <translation>
            <numerusform>跳过了 %Ln 个对话对</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Changed the note of %Ln pairs</source>
        <translation>
            <numerusform>修改了 %Ln 个对话对的备注</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Device</name>
    <message>
        <source>No graphics card can be used here.</source>
        <translation>此处没有可用的显卡。</translation>
    </message>
    <message>
        <source>Choose the processor. A card of NVIDIA&apos;s needs its driver and a libtorch that was built for CUDA.</source>
        <translation>请选择处理器。NVIDIA 显卡需要其驱动程序以及为 CUDA 构建的 libtorch。</translation>
    </message>
</context>
<context>
    <name>DownloadModel</name>
    <message>
        <source>“%1” is no name of a model.</source>
        <translation>“%1”不是模型名称。</translation>
    </message>
    <message>
        <source>“models list” names some. A name of the hub looks like google-bert/bert-base-chinese.</source>
        <translation>“models list”列出了一些。模型库中的名称形如 google-bert/bert-base-chinese。</translation>
    </message>
    <message>
        <source>Asking the model hub</source>
        <translation>正在询问模型库</translation>
    </message>
    <message>
        <source>The model needs %1 on the disk; %2 are free.</source>
        <translation>模型需要 %1 磁盘空间；剩余 %2。</translation>
    </message>
    <message>
        <source>Free some space, or choose another folder with TUNEDESK_CACHE.</source>
        <translation>请腾出一些空间，或用 TUNEDESK_CACHE 选择另一文件夹。</translation>
    </message>
    <message>
        <source>Fetching %1</source>
        <translation>正在下载 %1</translation>
    </message>
    <message>
        <source>Looking at the model</source>
        <translation>正在检查模型</translation>
    </message>
    <message>
        <source>The model came whole, but can&apos;t be used: %1</source>
        <translation>模型已完整下载，但无法使用：%1</translation>
    </message>
    <message>
        <source>Nothing of it was kept. Choose another model.</source>
        <translation>没有保留任何内容。请选择另一个模型。</translation>
    </message>
    <message>
        <source>The folder of the model could not be put in its place.</source>
        <translation>无法将模型文件夹放到位。</translation>
    </message>
    <message>
        <source>Check that nothing else stands there, then start again.</source>
        <translation>请确认该处没有其他内容，然后重新开始。</translation>
    </message>
    <message>
        <source>The folder for models can&apos;t be written.</source>
        <translation>无法写入模型所在的文件夹。</translation>
    </message>
    <message>
        <source>This model is being fetched already.</source>
        <translation>此模型正在下载中。</translation>
    </message>
    <message>
        <source>Wait until that is done, or stop it.</source>
        <translation>请等待其完成，或将其停止。</translation>
    </message>
    <message>
        <source>Check the rights of the folder and the space on its disk.</source>
        <translation>请检查文件夹的权限和磁盘空间。</translation>
    </message>
    <message>
        <source>Something else stands where the model is to go: %1</source>
        <translation>模型要存放的位置已有其他内容：%1</translation>
    </message>
    <message>
        <source>Delete it or move it away, then start again.</source>
        <translation>请将其删除或移走，然后重新开始。</translation>
    </message>
</context>
<context>
    <name>Duration</name>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分</translation>
    </message>
    <message>
        <source>%1 min %2</source>
        <translation>%1 分 %2 秒</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 小时</translation>
    </message>
    <message>
        <source>%1 h %2</source>
        <translation>%1 小时 %2 分</translation>
    </message>
</context>
<context>
    <name>EncoderConfig</name>
    <message>
        <source>It must be one of %1.</source>
        <translation>必须是以下之一：%1。</translation>
    </message>
    <message>
        <source>Choose a plain encoder without it; such a network isn&apos;t supported.</source>
        <translation>请选择不带此项的普通编码器；不支持这样的网络。</translation>
    </message>
    <message>
        <source>It must divide %1, which is %2.</source>
        <translation>必须能整除 %1（%2）。</translation>
    </message>
</context>
<context>
    <name>EstimateText</name>
    <message>
        <source>Takes %1 on this computer.</source>
        <translation>在这台电脑上需要 %1。</translation>
    </message>
    <message>
        <source>Takes %1 to %2 on this computer.</source>
        <translation>在这台电脑上需要 %1 到 %2。</translation>
    </message>
</context>
<context>
    <name>EstimateTraining</name>
    <message>
        <source>Measuring how long it will take</source>
        <translation>正在测量所需时间</translation>
    </message>
    <message>
        <source>There is not enough memory for batches of %1 pairs.</source>
        <translation>内存不足以处理每批 %1 对。</translation>
    </message>
    <message>
        <source>about %1 MiB needed, %2 MiB free</source>
        <translation>约需 %1 MiB，可用 %2 MiB</translation>
    </message>
    <message>
        <source>A batch size of %1 fits; so may a smaller maximum length or fewer layers that train. Or close other programs.</source>
        <translation>批大小 %1 可以容纳；也可以缩短最大长度或减少训练的层数，或关闭其他程序。</translation>
    </message>
    <message>
        <source>Not even a single pair fits: close other programs, let fewer layers train, or choose a smaller model or a smaller maximum length.</source>
        <translation>连一对也放不下：请关闭其他程序、减少训练的层数，或选择较小的模型或较短的最大长度。</translation>
    </message>
</context>
<context>
    <name>EvaluateRun</name>
    <message>
        <source>Scoring pairs</source>
        <translation>正在评分</translation>
    </message>
    <message>
        <source>There is no run %1.</source>
        <translation>没有运行 %1。</translation>
    </message>
    <message>
        <source>Choose a run of this project.</source>
        <translation>请选择本项目的运行。</translation>
    </message>
    <message>
        <source>Run %1 has no checkpoint yet.</source>
        <translation>运行 %1 还没有检查点。</translation>
    </message>
    <message>
        <source>Let it train up to its first check.</source>
        <translation>请训练到第一次检查。</translation>
    </message>
    <message>
        <source>%1, line %2</source>
        <translation>%1，第 %2 行</translation>
    </message>
    <message>
        <source>Correct the row or take it out of the file.</source>
        <translation>请修正该行，或从文件中去掉。</translation>
    </message>
    <message>
        <source>Reading rows</source>
        <translation>正在读取行</translation>
    </message>
    <message>
        <source>The file has no labelled pair.</source>
        <translation>文件中没有已标注的对话对。</translation>
    </message>
    <message>
        <source>Give a file with a column “label” or “score”.</source>
        <translation>请给出含“label”或“score”列的文件。</translation>
    </message>
    <message>
        <source>Run %1 has no pairs in the split “%2”.</source>
        <translation>运行 %1 在划分“%2”中没有对话对。</translation>
    </message>
    <message>
        <source>Choose another split, or train with a share of pairs for it.</source>
        <translation>请选择其他划分，或在训练时为其留出一部分对话对。</translation>
    </message>
</context>
<context>
    <name>ExpectedOutputs</name>
    <message>
        <source>The folder has no expected outputs to compare with.</source>
        <translation>该文件夹没有可供比较的预期输出。</translation>
    </message>
    <message>
        <source>Choose a folder that this program exported.</source>
        <translation>请选择由本程序导出的文件夹。</translation>
    </message>
    <message>
        <source>The expected outputs can&apos;t be read.</source>
        <translation>无法读取预期输出。</translation>
    </message>
    <message>
        <source>Export the model again.</source>
        <translation>请重新导出模型。</translation>
    </message>
    <message>
        <source>The tokenizer makes other numbers of pair %1 than it did.</source>
        <translation>分词器对第 %1 对得出的编号与先前不同。</translation>
    </message>
    <message>
        <source>Pair %1 differs by %2; at most %3 is allowed.</source>
        <translation>第 %1 对相差 %2；最多允许 %3。</translation>
    </message>
</context>
<context>
    <name>ExportModel</name>
    <message>
        <source>The disk is full.</source>
        <translation>磁盘已满。</translation>
    </message>
    <message>
        <source>Make some space and try again; nothing was lost.</source>
        <translation>腾出空间后重试；没有丢失任何内容。</translation>
    </message>
    <message>
        <source>The folder could not be made.</source>
        <translation>无法建立文件夹。</translation>
    </message>
    <message>
        <source>Choose another place that you may write to.</source>
        <translation>请选择其他可写的位置。</translation>
    </message>
    <message>
        <source>This version can&apos;t write the format “%1”.</source>
        <translation>此版本无法写入格式“%1”。</translation>
    </message>
    <message>
        <source>Choose the format “huggingface”.</source>
        <translation>请选择格式“huggingface”。</translation>
    </message>
    <message>
        <source>No folder is given.</source>
        <translation>未指定文件夹。</translation>
    </message>
    <message>
        <source>Choose a new folder for the model.</source>
        <translation>请为模型选择一个新文件夹。</translation>
    </message>
    <message>
        <source>There is a file of this name already.</source>
        <translation>已有同名文件。</translation>
    </message>
    <message>
        <source>The folder isn&apos;t empty.</source>
        <translation>该文件夹不是空的。</translation>
    </message>
    <message>
        <source>Choose a new folder or an empty one.</source>
        <translation>请选择新文件夹或空文件夹。</translation>
    </message>
    <message>
        <source>The export needs %1 MB, the disk has %2 MB left.</source>
        <translation>导出需要 %1 MB，磁盘剩余 %2 MB。</translation>
    </message>
    <message>
        <source>Make some space or choose another disk.</source>
        <translation>请腾出空间或选择其他磁盘。</translation>
    </message>
    <message>
        <source>There is no run %1.</source>
        <translation>没有运行 %1。</translation>
    </message>
    <message>
        <source>Choose one of the project&apos;s runs.</source>
        <translation>请选择项目中的一个运行。</translation>
    </message>
    <message>
        <source>Run %1 has no checkpoint yet.</source>
        <translation>运行 %1 还没有检查点。</translation>
    </message>
    <message>
        <source>Train until the first check, or choose another run.</source>
        <translation>请训练到第一次检查，或选择其他运行。</translation>
    </message>
    <message>
        <source>Pair %1 differs by %2; at most %3 is allowed.</source>
        <translation>第 %1 对相差 %2；最多允许 %3。</translation>
    </message>
    <message>
        <source>Loading the checkpoint</source>
        <translation>正在加载检查点</translation>
    </message>
    <message>
        <source>Writing the files</source>
        <translation>正在写入文件</translation>
    </message>
    <message>
        <source>Loading the exported model</source>
        <translation>正在加载导出的模型</translation>
    </message>
    <message>
        <source>Comparing both models</source>
        <translation>正在比较两个模型</translation>
    </message>
    <message>
        <source>Measuring the speed</source>
        <translation>正在测量速度</translation>
    </message>
    <message>
        <source>Writing the expected outputs</source>
        <translation>正在写入预期输出</translation>
    </message>
    <message>
        <source>Putting the folder in place</source>
        <translation>正在放置文件夹</translation>
    </message>
    <message>
        <source>The exported model answers differently. %1</source>
        <translation>导出的模型给出不同的结果。%1</translation>
    </message>
    <message>
        <source>Nothing was kept. Try it again, and report it if it stays.</source>
        <translation>没有保留任何内容。请重试；若仍如此，请报告。</translation>
    </message>
</context>
<context>
    <name>ExportPairs</name>
    <message>
        <source>Writing pairs</source>
        <translation>正在写出对话对</translation>
    </message>
</context>
<context>
    <name>ExportTarget</name>
    <message>
        <source>Give the whole path of a folder.</source>
        <translation>请给出文件夹的完整路径。</translation>
    </message>
    <message>
        <source>There is something in this folder already. Choose another name.</source>
        <translation>该文件夹中已有内容。请换一个名称。</translation>
    </message>
    <message>
        <source>Nothing may be written to %1.</source>
        <translation>%1 不可写。</translation>
    </message>
    <message>
        <source>%1 are free, %2 are needed.</source>
        <translation>可用 %1，需要 %2。</translation>
    </message>
    <message>
        <source>%1 free</source>
        <translation>可用 %1</translation>
    </message>
</context>
<context>
    <name>FileChecks</name>
    <message>
        <source>Reading the project&apos;s pairs</source>
        <translation>正在读取项目里的对话对</translation>
    </message>
</context>
<context>
    <name>FileDialog</name>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>%1 file</source>
        <translation>%1 文件</translation>
    </message>
</context>
<context>
    <name>FrozenNames</name>
    <message>
        <source>“%1” names nothing in this model.</source>
        <translation>此模型中没有名为“%1”的部分。</translation>
    </message>
    <message>
        <source>Its parts are: %1. * stands for any letters.</source>
        <translation>它的部分有：%1。* 代表任意字母。</translation>
    </message>
</context>
<context>
    <name>Gpt2</name>
    <message>
        <source>It must divide the width, which is %1.</source>
        <translation>必须能整除宽度（%1）。</translation>
    </message>
    <message>
        <source>Choose a plain GPT-2; this kind isn&apos;t supported.</source>
        <translation>请选择普通的 GPT-2；不支持这种模型。</translation>
    </message>
</context>
<context>
    <name>HubClient</name>
    <message>
        <source>The server wants a sign-in for this, or refuses it.</source>
        <translation>服务器要求登录，或拒绝了请求。</translation>
    </message>
    <message>
        <source>Check the name. For a model with a licence to accept, fetch it with a browser and add its folder.</source>
        <translation>请检查名称。需要接受许可的模型，请用浏览器下载后添加其文件夹。</translation>
    </message>
    <message>
        <source>The server has nothing at this address.</source>
        <translation>服务器在此地址没有内容。</translation>
    </message>
    <message>
        <source>Check the name and the address of the model hub.</source>
        <translation>请检查名称和模型库的地址。</translation>
    </message>
    <message>
        <source>The server takes no more requests for now.</source>
        <translation>服务器暂时不再接受请求。</translation>
    </message>
    <message>
        <source>Try again later; what came so far is kept.</source>
        <translation>请稍后再试；已下载的部分保留。</translation>
    </message>
    <message>
        <source>The server answered with status %1.</source>
        <translation>服务器返回状态 %1。</translation>
    </message>
    <message>
        <source>Try again later, or set the address of a mirror.</source>
        <translation>请稍后再试，或设置镜像地址。</translation>
    </message>
    <message>
        <source>The model hub could not be read: %1</source>
        <translation>无法读取模型库：%1</translation>
    </message>
    <message>
        <source>Check the network, or set a mirror or a proxy. What came so far is kept.</source>
        <translation>请检查网络，或设置镜像或代理。已下载的部分保留。</translation>
    </message>
    <message>
        <source>A web page came instead of the file.</source>
        <translation>收到的是网页而不是文件。</translation>
    </message>
    <message>
        <source>The network may want a sign-in first, or the address is no model hub.</source>
        <translation>网络可能需要先登录，或该地址不是模型库。</translation>
    </message>
    <message>
        <source>There is no space left on the disk.</source>
        <translation>磁盘空间已用完。</translation>
    </message>
    <message>
        <source>The file could not be written: %1</source>
        <translation>无法写入文件：%1</translation>
    </message>
    <message>
        <source>Free some space, then start again: it goes on from here.</source>
        <translation>请腾出一些空间后重新开始：将从此处继续。</translation>
    </message>
    <message>
        <source>The file could not be read.</source>
        <translation>无法读取文件。</translation>
    </message>
    <message>
        <source>Waiting to try again</source>
        <translation>正在等待重试</translation>
    </message>
    <message>
        <source>The server&apos;s answer is too long.</source>
        <translation>服务器的回答过长。</translation>
    </message>
    <message>
        <source>The address is no model hub.</source>
        <translation>该地址不是模型库。</translation>
    </message>
    <message>
        <source>The server offers %1 bytes where the model hub says %2.</source>
        <translation>服务器提供 %1 字节，而模型库称应为 %2。</translation>
    </message>
    <message>
        <source>The mirror may be out of date: try another one.</source>
        <translation>镜像可能已过时：请换一个。</translation>
    </message>
    <message>
        <source>The server sent more than it said.</source>
        <translation>服务器发送的内容多于其声明。</translation>
    </message>
    <message>
        <source>Try another mirror.</source>
        <translation>请换一个镜像。</translation>
    </message>
    <message>
        <source>The file could not be renamed.</source>
        <translation>无法重命名文件。</translation>
    </message>
    <message>
        <source>What came is not the file: its checksum is another.</source>
        <translation>收到的不是该文件：校验和不同。</translation>
    </message>
    <message>
        <source>It was thrown away. Try again, or try another mirror.</source>
        <translation>已丢弃。请重试，或换一个镜像。</translation>
    </message>
    <message>
        <source>The connection ended too early.</source>
        <translation>连接过早结束。</translation>
    </message>
    <message>
        <source>The connection breaks off again and again.</source>
        <translation>连接反复中断。</translation>
    </message>
</context>
<context>
    <name>HubExchange</name>
    <message>
        <source>The server sends the program on to no usable address.</source>
        <translation>服务器转到了无法使用的地址。</translation>
    </message>
    <message>
        <source>The server sends the program on from https to http, to %1.</source>
        <translation>服务器从 https 转到了 http：%1。</translation>
    </message>
    <message>
        <source>Nothing came for %1 s.</source>
        <translation>%1 秒内没有收到任何内容。</translation>
    </message>
    <message>
        <source>The server&apos;s certificate can&apos;t be trusted: %1.</source>
        <translation>服务器的证书不可信：%1。</translation>
    </message>
    <message>
        <source>The server sends the program on again and again.</source>
        <translation>服务器一再转到别处。</translation>
    </message>
</context>
<context>
    <name>HubListing</name>
    <message>
        <source>A web page came instead of the list of files.</source>
        <translation>收到的是网页而不是文件列表。</translation>
    </message>
    <message>
        <source>The server&apos;s answer is no list of a model&apos;s files.</source>
        <translation>服务器的回答不是模型的文件列表。</translation>
    </message>
    <message>
        <source>The network may want a sign-in first, or the address is no model hub.</source>
        <translation>网络可能需要先登录，或该地址不是模型库。</translation>
    </message>
    <message>
        <source>Choose another model; “models list” names those that work.</source>
        <translation>请选择另一个模型；“models list”列出了可用的。</translation>
    </message>
    <message>
        <source>The model has no config.json.</source>
        <translation>该模型没有 config.json。</translation>
    </message>
    <message>
        <source>The model has neither model.safetensors nor pytorch_model.bin.</source>
        <translation>该模型既没有 model.safetensors 也没有 pytorch_model.bin。</translation>
    </message>
</context>
<context>
    <name>HubSettings</name>
    <message>
        <source>This is no address of a model hub.</source>
        <translation>这不是模型库的地址。</translation>
    </message>
    <message>
        <source>Write it as https://host, without a page behind it.</source>
        <translation>请写成 https://host，后面不带页面。</translation>
    </message>
    <message>
        <source>This is no address of a proxy.</source>
        <translation>这不是代理的地址。</translation>
    </message>
    <message>
        <source>Write it as http://host:port or socks5://host:port, or “none”.</source>
        <translation>请写成 http://host:port 或 socks5://host:port，或“none”。</translation>
    </message>
    <message>
        <source>The settings could not be saved.</source>
        <translation>无法保存设置。</translation>
    </message>
    <message>
        <source>Check that the file may be written and that its disk has space.</source>
        <translation>请检查文件是否可写、磁盘是否有空间。</translation>
    </message>
    <message>
        <source>environment variable TUNEDESK_HUB</source>
        <translation>环境变量 TUNEDESK_HUB</translation>
    </message>
    <message>
        <source>environment variable HF_ENDPOINT</source>
        <translation>环境变量 HF_ENDPOINT</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
</context>
<context>
    <name>HuggingFaceFolder</name>
    <message>
        <source>The file can&apos;t be opened.</source>
        <translation>无法打开文件。</translation>
    </message>
    <message>
        <source>Check that the file exists and may be read.</source>
        <translation>请检查文件是否存在、是否可读。</translation>
    </message>
    <message>
        <source>The model&apos;s settings file holds no JSON object.</source>
        <translation>模型的设置文件中没有 JSON 对象。</translation>
    </message>
    <message>
        <source>Copy or download the model folder again.</source>
        <translation>请重新复制或下载模型文件夹。</translation>
    </message>
</context>
<context>
    <name>ImportNotes</name>
    <message numerus="yes">
        <source>%Ln pairs updated (%1)</source>
        <translation>
            <numerusform>更新 %Ln 个对话对（%1）</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln unchanged</source>
        <comment>pairs</comment>
        <translation>
            <numerusform>%Ln 个不变</numerusform>
        </translation>
    </message>
    <message>
        <source> · </source>
        <comment>between counts of pairs</comment>
        <translation> · </translation>
    </message>
    <message numerus="yes">
        <source>%Ln keep their label, which the file has no more</source>
        <comment>pairs</comment>
        <translation>
            <numerusform>%Ln 对保留标签（文件中已清空）</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln stay in the test set</source>
        <comment>pairs</comment>
        <translation>
            <numerusform>%Ln 对仍留在测试集</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pairs of the project come to the test set with their dialogue</source>
        <translation>
            <numerusform>项目中有 %Ln 个对话对随其会话进入测试集</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows have the texts of pairs in the bin</source>
        <translation>
            <numerusform>%Ln 行的文本与回收站中的对话对相同</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln answers of others no longer count</source>
        <translation>
            <numerusform>其他人的 %Ln 个回答不再计入</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln with edited texts, which come in as new pairs without the answers about the old ones</source>
        <translation>
            <numerusform>%Ln 行的文本已修改，将作为新对话对导入，不带对原文本的回答</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows come to the test set, where their dialogue was set aside</source>
        <translation>
            <numerusform>%Ln 行进入测试集，其会话已被留作测试</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportPairs</name>
    <message>
        <source>Adding pairs</source>
        <translation>正在添加对话对</translation>
    </message>
    <message>
        <source>The file changed while it was being read.</source>
        <translation>文件在读取时发生了变化。</translation>
    </message>
    <message>
        <source>Wait until it is complete and try again.</source>
        <translation>请等文件写完后重试。</translation>
    </message>
    <message>
        <source>%1, line %2: %3</source>
        <translation>%1，第 %2 行：%3</translation>
    </message>
    <message>
        <source>Correct the file, or import the other rows alone.</source>
        <translation>请修正文件，或只导入其余的行。</translation>
    </message>
    <message>
        <source>The sample could not be written to the folder for temporary files.</source>
        <translation>示例无法写入临时文件夹。</translation>
    </message>
    <message>
        <source>Make some space on the disk and try again.</source>
        <translation>腾出磁盘空间后重试。</translation>
    </message>
    <message>
        <source>Checking rows</source>
        <translation>正在检查行</translation>
    </message>
    <message>
        <source>Clearing what an unfinished import left</source>
        <translation>正在清理未完成的导入留下的内容</translation>
    </message>
    <message>
        <source>The rejected rows would be written over the file that they are from.</source>
        <translation>被拒绝的行会覆盖它们所来自的文件。</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>请换一个文件名。</translation>
    </message>
    <message>
        <source>Writing the rejected rows</source>
        <translation>正在写入被拒绝的行</translation>
    </message>
    <message>
        <source>The file has no questions or no replies, and this is the id of no pair in the project.</source>
        <translation>文件中没有问题列或回复列，而此编号不属于项目中的任何对话对。</translation>
    </message>
    <message>
        <source>This id is of another copy of the project, where another pair has it. Export the pairs there again, with context, question and reply.</source>
        <translation>此编号来自本项目的另一份副本，在那里属于另一个对话对。请在那份副本中重新导出这些对话对，并带上上文、问题和回复。</translation>
    </message>
    <message>
        <source>The file has changed since it was shown; nothing was imported.</source>
        <translation>文件在显示之后有改动，没有导入任何内容。</translation>
    </message>
    <message>
        <source>Look at it again, then import it.</source>
        <translation>请重新查看后再导入。</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) can&apos;t become pairs, so nothing of their file was imported.</source>
        <translation>
            <numerusform>%n 行无法成为对话对，因此没有导入该文件的任何内容。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportPreview</name>
    <message>
        <source>pair %1</source>
        <translation>对话对 %1</translation>
    </message>
    <message>
        <source>an earlier row</source>
        <translation>前面某行</translation>
    </message>
    <message>
        <source>row %1</source>
        <translation>第 %1 行</translation>
    </message>
    <message>
        <source>Nearly the same as %1 (%2 alike).</source>
        <translation>与 %1 几乎相同（相似度 %2）。</translation>
    </message>
    <message>
        <source>Its dialogue or conversation stands in another split too.</source>
        <translation>这个会话或内容同时在另一个划分里。</translation>
    </message>
    <message>
        <source>Collecting what was found</source>
        <translation>正在汇总检查结果</translation>
    </message>
    <message>
        <source>A pair of the project that differs in case, blanks or signs alone has the other label, or a score far from this one.</source>
        <translation>项目里有一个只有大小写、空白或标点不同的对话对，标注相反，或评分相差很大。</translation>
    </message>
    <message>
        <source>The other label, or a score far from this one, stands in %1, which differs in case, blanks or signs alone.</source>
        <translation>%1 只有大小写、空白或标点不同，标注却相反，或评分相差很大。</translation>
    </message>
</context>
<context>
    <name>LabelStore</name>
    <message>
        <source>An answer is 1, 0, a number as its score, or skipped.</source>
        <translation>答案是 1、0、作为分数的数值，或跳过。</translation>
    </message>
    <message>
        <source>pair %1</source>
        <translation>第 %1 对</translation>
    </message>
    <message>
        <source>Give one of these.</source>
        <translation>请给出其中之一。</translation>
    </message>
    <message>
        <source>The answer has nobody&apos;s name on it.</source>
        <translation>答案没有署名。</translation>
    </message>
    <message>
        <source>Set your name in the settings.</source>
        <translation>请在设置中填写姓名。</translation>
    </message>
    <message>
        <source>There is no pair of this number.</source>
        <translation>没有这个编号的对话对。</translation>
    </message>
    <message>
        <source>Choose a pair of this project.</source>
        <translation>请选择本项目的对话对。</translation>
    </message>
    <message>
        <source>There is no answer of this number.</source>
        <translation>没有这个编号的答案。</translation>
    </message>
    <message>
        <source>answer %1</source>
        <translation>答案 %1</translation>
    </message>
</context>
<context>
    <name>ModelCard</name>
    <message>
        <source>Use</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>The model gives a reply of customer service a score: the higher, the better it answers the customer.</source>
        <translation>模型为客服回复评分：分数越高，回复越能解答客户。</translation>
    </message>
    <message>
        <source>The model judges whether a reply of customer service is appropriate as an answer to what the customer asked. Class 1 is “appropriate”, class 0 “not appropriate”.</source>
        <translation>模型判断客服回复对客户的提问是否恰当。类别 1 为“恰当”，类别 0 为“不恰当”。</translation>
    </message>
    <message>
        <source>The first text is the earlier turns (oldest first) and the question, joined by line feeds; the second text is the reply. Pairs are cut to %1 tokens, longest text first.</source>
        <translation>第一段文本是前文（最早的在前）和提问，以换行连接；第二段文本是回复。每对截断到 %1 个词元，先截较长的文本。</translation>
    </message>
    <message>
        <source>`expected_outputs.json` holds pairs with the results that the folder must give.</source>
        <translation>`expected_outputs.json` 存有一些对话对，以及该文件夹必须得出的结果。</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Snapshot `%1`: %2 pairs to train on, %3 to validate, %4 to test. The pairs of one dialogue are all in the same part.</source>
        <translation>数据快照 `%1`：%2 对用于训练，%3 对用于验证，%4 对用于测试。同一会话的各对都在同一部分。</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>Pairs</source>
        <translation>对话对数</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精确率</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <source>Accuracy of the larger class</source>
        <translation>多数类的准确率</translation>
    </message>
    <message>
        <source>F1 of always “appropriate”</source>
        <translation>总是“恰当”的 F1</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>验证集</translation>
    </message>
    <message>
        <source>test</source>
        <translation>测试集</translation>
    </message>
    <message>
        <source>It was not measured on test pairs. The checkpoint was chosen on the validation pairs, so that their figures are a little too good.</source>
        <translation>未在测试集上测量。检查点依据验证集选定，因此其数值略微偏高。</translation>
    </message>
    <message>
        <source>The checkpoint was chosen on the validation pairs, so that their figures are a little too good; the test pairs were not looked at before.</source>
        <translation>检查点依据验证集选定，因此其数值略微偏高；此前未使用测试集。</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Run %1, started from “%2”; the best of its checks was at step %3 of %4.</source>
        <translation>运行 %1，以“%2”为起点；各次检查中，最佳的在第 %3 步（共 %4 步）。</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>键</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>局限</translation>
    </message>
    <message>
        <source>It has learned from the labels of this project only; other services, products and languages need their own pairs and a new measurement.</source>
        <translation>只学习了本项目的标注；其他服务、产品和语言需要各自的对话对并重新测量。</translation>
    </message>
    <message>
        <source>It judges the wording. It doesn&apos;t know whether what a reply claims is true.</source>
        <translation>只判断措辞，并不知道回复所说是否属实。</translation>
    </message>
    <message>
        <source>What doesn&apos;t fit into %1 tokens is not read.</source>
        <translation>超出 %1 个词元的部分不会读取。</translation>
    </message>
    <message>
        <source>Its probabilities are not calibrated: 0.9 doesn&apos;t mean right nine times out of ten.</source>
        <translation>概率未经校准：0.9 并不表示十次有九次正确。</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>The licence of the base model “%1” is not known; look it up before you hand this model on.</source>
        <translation>基础模型“%1”的许可证未知；转交此模型前请先查明。</translation>
    </message>
    <message>
        <source>The base model “%1” is under %2; this model is derived from it.</source>
        <translation>基础模型“%1”采用 %2；此模型由其衍生。</translation>
    </message>
    <message>
        <source>Made with TuneDesk %1.</source>
        <translation>由 TuneDesk %1 制作。</translation>
    </message>
    <message>
        <source>There is no run %1.</source>
        <translation>没有运行 %1。</translation>
    </message>
    <message>
        <source>Choose one of the project&apos;s runs.</source>
        <translation>请选择项目中的一个运行。</translation>
    </message>
    <message>
        <source>The tokenizer writes a pair as one line: “a” and “b” become `%1`.</source>
        <translation>分词器把一对文本写成一行：“a”和“b”变成 `%1`。</translation>
    </message>
    <message>
        <source>The first text is the earlier turns (oldest first) and the question, joined by line feeds; the second text is the reply. Pairs are cut to %1 tokens: the first text gives, the reply stays whole.</source>
        <translation>第一段文本是前文（最早的在前）和提问，以换行连接；第二段文本是回复。每对截断到 %1 个词元：只截第一段文本，回复保持完整。</translation>
    </message>
    <message>
        <source>transformers refuses a pair whose reply alone fills them; give it an empty first text and `truncation=&quot;only_second&quot;`.</source>
        <translation>如果仅回复就占满这些词元，transformers 会拒绝；这时请给它空的第一段文本和 `truncation=&quot;only_second&quot;`。</translation>
    </message>
    <message>
        <source>It compares what the conversation, the customer&apos;s last turn (the last line of the first text) and the reply mean; each is read by itself by the unchanged base model. transformers doesn&apos;t know this kind of head: it runs the code of `modeling_tunedesk.py`, which lies in this folder.</source>
        <translation>它比较会话、客户最后一句（第一段文本的最后一行）和回复各自的含义；三者都由未改动的基础模型单独阅读。transformers 没有这种输出层：它运行本文件夹中 `modeling_tunedesk.py` 的代码。</translation>
    </message>
    <message>
        <source>Beside the pair as a whole it compares what the conversation, the customer&apos;s last turn (the last line of the first text) and the reply mean in it. transformers doesn&apos;t know this kind of head: it runs the code of `modeling_tunedesk.py`, which lies in this folder.</source>
        <translation>除了整体阅读，它还比较其中的会话、客户最后一句（第一段文本的最后一行）和回复各自的含义。transformers 没有这种输出层：它运行本文件夹中 `modeling_tunedesk.py` 的代码。</translation>
    </message>
    <message>
        <source>Its probabilities were fitted to the validation pairs (Platt scaling, within the head&apos;s weights); on other data they may be off.</source>
        <translation>它的概率已按验证集校准（Platt 缩放，已并入分类头的权重）；在其他数据上可能有偏差。</translation>
    </message>
</context>
<context>
    <name>ModelCatalogue</name>
    <message>
        <source>English</source>
        <translation>英文</translation>
    </message>
    <message>
        <source>quick runs on any computer</source>
        <translation>任何电脑都能快速运行</translation>
    </message>
    <message>
        <source>The folder holds no config.json.</source>
        <translation>该文件夹没有 config.json。</translation>
    </message>
    <message>
        <source>There is no model “%1”.</source>
        <translation>没有模型“%1”。</translation>
    </message>
    <message>
        <source>No model is installed yet: add a model folder.</source>
        <translation>尚未安装模型：请添加模型文件夹。</translation>
    </message>
    <message>
        <source>Models on this computer: %1. A folder with config.json works too.</source>
        <translation>这台电脑上的模型：%1。也可用含 config.json 的文件夹。</translation>
    </message>
    <message>
        <source>Chinese and about 100 more</source>
        <translation>中文及约 100 种语言</translation>
    </message>
    <message>
        <source>quick runs in Chinese</source>
        <translation>快速的中文运行</translation>
    </message>
    <message>
        <source>The model “%1” isn&apos;t on this computer yet.</source>
        <translation>模型“%1”还不在此电脑上。</translation>
    </message>
    <message>
        <source>Download it first: models download %1</source>
        <translation>请先下载：models download %1</translation>
    </message>
    <message>
        <source>“%1” came with the set-up and stays.</source>
        <translation>“%1”随安装而来，予以保留。</translation>
    </message>
    <message>
        <source>Delete its folder by hand to free the space; packaging/start fetches it again.</source>
        <translation>要腾出空间，请手动删除其文件夹；packaging/start 会重新下载。</translation>
    </message>
    <message>
        <source>This folder was not added before.</source>
        <translation>此文件夹之前未被添加。</translation>
    </message>
    <message>
        <source>“models list” shows the folders that can be removed.</source>
        <translation>“models list”列出了可移除的文件夹。</translation>
    </message>
    <message>
        <source>The folder could not be deleted.</source>
        <translation>无法删除文件夹。</translation>
    </message>
    <message>
        <source>Check that it may be written to.</source>
        <translation>请确认可以写入。</translation>
    </message>
    <message>
        <source>Choose a folder with config.json, weights (model.safetensors or pytorch_model.bin) and the tokenizer&apos;s files.</source>
        <translation>请选择含有 config.json、权重（model.safetensors 或 pytorch_model.bin）和分词器文件的文件夹。</translation>
    </message>
    <message>
        <source>The folder holds no tokenizer: no tokenizer.json, no spiece.model, no vocab.json with merges.txt and no vocab.txt.</source>
        <translation>该文件夹没有分词器：没有 tokenizer.json、spiece.model、vocab.json 与 merges.txt，也没有 vocab.txt。</translation>
    </message>
    <message>
        <source>This model is being fetched at the moment.</source>
        <translation>正在下载此模型。</translation>
    </message>
    <message>
        <source>Stop that first, then remove what came.</source>
        <translation>请先停止下载，再移除已下载的部分。</translation>
    </message>
</context>
<context>
    <name>ModelConfig</name>
    <message>
        <source>Copy or download the model folder again.</source>
        <translation>请重新复制或下载模型文件夹。</translation>
    </message>
    <message>
        <source>The model&apos;s settings file is larger than 16 MB.</source>
        <translation>模型的设置文件大于 16 MB。</translation>
    </message>
    <message>
        <source>The model&apos;s settings file changed while it was read.</source>
        <translation>模型的设置文件在读取时发生了变化。</translation>
    </message>
    <message>
        <source>The model&apos;s settings are nested deeper than %1 levels.</source>
        <translation>模型设置的嵌套超过 %1 层。</translation>
    </message>
    <message>
        <source>The model&apos;s settings have the key “%1” twice.</source>
        <translation>模型设置中的键“%1”出现两次。</translation>
    </message>
    <message>
        <source>The model&apos;s settings file is no valid JSON.</source>
        <translation>模型的设置文件不是有效的 JSON。</translation>
    </message>
    <message>
        <source>The model&apos;s settings file holds no JSON object.</source>
        <translation>模型的设置文件中没有 JSON 对象。</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>空</translation>
    </message>
    <message>
        <source>The model&apos;s setting %1 is %2, which can&apos;t be used.</source>
        <translation>模型的设置 %1 为 %2，无法使用。</translation>
    </message>
    <message>
        <source>It must be a whole number from %1 to %2.</source>
        <translation>必须是 %1 到 %2 之间的整数。</translation>
    </message>
    <message>
        <source>It must be a number from %1 to %2.</source>
        <translation>必须是 %1 到 %2 之间的数。</translation>
    </message>
    <message>
        <source>It must be true or false.</source>
        <translation>必须是 true 或 false。</translation>
    </message>
    <message>
        <source>It must be a word in quotes.</source>
        <translation>必须是引号中的词。</translation>
    </message>
    <message>
        <source>line %1, column %2</source>
        <translation>第 %1 行，第 %2 列</translation>
    </message>
    <message>
        <source>It must divide %1, which is %2.</source>
        <translation>它必须能整除 %1（%2）。</translation>
    </message>
    <message>
        <source>The model&apos;s settings file has a number that is too large.</source>
        <translation>模型的设置文件中有一个过大的数。</translation>
    </message>
</context>
<context>
    <name>ModelFiles</name>
    <message>
        <source>The model&apos;s config.json is damaged.</source>
        <translation>模型的 config.json 已损坏。</translation>
    </message>
    <message>
        <source>Copy or download the model folder again.</source>
        <translation>请重新复制或下载模型文件夹。</translation>
    </message>
    <message>
        <source>A file of the model can&apos;t be read.</source>
        <translation>无法读取模型的一个文件。</translation>
    </message>
    <message>
        <source>A file of the program is missing.</source>
        <translation>程序缺少一个文件。</translation>
    </message>
    <message>
        <source>Build or install the program again.</source>
        <translation>请重新构建或安装程序。</translation>
    </message>
</context>
<context>
    <name>ModelLoader</name>
    <message>
        <source>%1 is %2, expected %3</source>
        <translation>%1 为 %2，应为 %3</translation>
    </message>
    <message>
        <source>missing: %1</source>
        <translation>缺少：%1</translation>
    </message>
    <message>
        <source>unexpected: %1</source>
        <translation>多余：%1</translation>
    </message>
    <message>
        <source>wrong shape: %1</source>
        <translation>形状不符：%1</translation>
    </message>
    <message>
        <source>The weights don&apos;t fit the model&apos;s config.json.</source>
        <translation>权重与模型的 config.json 不符。</translation>
    </message>
    <message>
        <source>The tensors repeat the numbers of a small file over and over.</source>
        <translation>张量反复重复一个小文件中的数字。</translation>
    </message>
    <message>
        <source>Take weights from a source that you trust, best as safetensors.</source>
        <translation>请使用可信来源的权重，最好是 safetensors 格式。</translation>
    </message>
    <message>
        <source>%1 holds %2</source>
        <translation>%1 的类型为 %2</translation>
    </message>
    <message>
        <source>no fractions: %1</source>
        <translation>不是小数：%1</translation>
    </message>
    <message>
        <source>Take config.json and the weights of the same model.</source>
        <translation>请使用同一模型的 config.json 和权重。</translation>
    </message>
</context>
<context>
    <name>ModelManifest</name>
    <message>
        <source>The model tells %1 classes apart.</source>
        <translation>模型区分 %1 个类别。</translation>
    </message>
    <message>
        <source>Choose a model with two classes or with one score.</source>
        <translation>请选择有两个类别或一个分数的模型。</translation>
    </message>
    <message>
        <source>A newer version (%1) wrote this model folder.</source>
        <translation>该模型文件夹由较新的版本（%1）写入。</translation>
    </message>
    <message>
        <source>Update this program, version %1.</source>
        <translation>请更新本程序，当前版本为 %1。</translation>
    </message>
    <message>
        <source>It must be classification or regression.</source>
        <translation>必须是 classification 或 regression。</translation>
    </message>
    <message>
        <source>It must be longest_first or only_first.</source>
        <translation>必须是 longest_first 或 only_first。</translation>
    </message>
    <message>
        <source>It must be sequence, segments or features.</source>
        <translation>只能是 sequence、segments 或 features。</translation>
    </message>
</context>
<context>
    <name>NetworkRegistry</name>
    <message>
        <source>The folder doesn&apos;t say what kind of model it holds.</source>
        <translation>文件夹没有说明其中是哪种模型。</translation>
    </message>
    <message>
        <source>Models of the kind “%1” can&apos;t be used.</source>
        <translation>无法使用“%1”类型的模型。</translation>
    </message>
    <message>
        <source>Kinds that work: %1.</source>
        <translation>可用的类型：%1。</translation>
    </message>
</context>
<context>
    <name>OfferedModels</name>
    <message>
        <source>most English data</source>
        <translation>大多数英文数据</translation>
    </message>
    <message>
        <source>English, half of BERT&apos;s layers</source>
        <translation>英文，层数为 BERT 的一半</translation>
    </message>
    <message>
        <source>English, capitals count</source>
        <translation>英文，区分大小写</translation>
    </message>
    <message>
        <source>most Chinese data</source>
        <translation>大多数中文数据</translation>
    </message>
    <message>
        <source>Chinese, learned whole words</source>
        <translation>中文，按整词预训练</translation>
    </message>
    <message>
        <source>Chinese, the plain one</source>
        <translation>中文，最基本的一个</translation>
    </message>
    <message>
        <source>several languages in one project</source>
        <translation>同一项目含多种语言</translation>
    </message>
    <message>
        <source>open-ended replies</source>
        <translation>开放式回复</translation>
    </message>
    <message>
        <source>long dialogues</source>
        <translation>长会话</translation>
    </message>
    <message>
        <source>English</source>
        <translation>英文</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>中文</translation>
    </message>
    <message>
        <source>about 100 languages</source>
        <translation>约 100 种语言</translation>
    </message>
</context>
<context>
    <name>PairActs</name>
    <message numerus="yes">
        <source>Labelled %Ln pairs appropriate</source>
        <translation>
            <numerusform>已将 %Ln 对标注为恰当</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Labelled %Ln pairs not appropriate</source>
        <translation>
            <numerusform>已将 %Ln 对标注为不恰当</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Changed the flag of %Ln pairs</source>
        <translation>
            <numerusform>已更改 %Ln 对的标记</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Removed %Ln pairs</source>
        <translation>
            <numerusform>已移除 %Ln 对</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Brought %Ln pairs back</source>
        <translation>
            <numerusform>已恢复 %Ln 对</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Skipped %Ln pairs</source>
        <translation>
            <numerusform>跳过了 %Ln 个对话对</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Changed the note of %Ln pairs</source>
        <translation>
            <numerusform>修改了 %Ln 个对话对的备注</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PairColumn</name>
    <message>
        <source>Leave out</source>
        <translation>不导入</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>提问</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>回复</translation>
    </message>
    <message>
        <source>Earlier turns</source>
        <translation>前文</translation>
    </message>
    <message>
        <source>Label</source>
        <comment>column of a file</comment>
        <translation>标注</translation>
    </message>
    <message>
        <source>Score</source>
        <comment>column of a file</comment>
        <translation>分数</translation>
    </message>
    <message>
        <source>Dialogue</source>
        <translation>会话</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Split</source>
        <comment>column of a file</comment>
        <translation>划分</translation>
    </message>
    <message>
        <source>Note</source>
        <comment>column of a file</comment>
        <translation>备注</translation>
    </message>
    <message>
        <source>All answers</source>
        <comment>column of a file</comment>
        <translation>全部回答</translation>
    </message>
    <message>
        <source>Pair&apos;s id</source>
        <comment>column of a file</comment>
        <translation>对话对编号</translation>
    </message>
    <message>
        <source>Flag</source>
        <comment>column of a file</comment>
        <translation>标记</translation>
    </message>
    <message>
        <source>Annotator</source>
        <comment>column of a file</comment>
        <translation>标注人</translation>
    </message>
</context>
<context>
    <name>PairModelConfig</name>
    <message>
        <source>The model reads pairs in a way that this version doesn&apos;t know.</source>
        <translation>这个模型读取对话对的方式，本版本还不认识。</translation>
    </message>
    <message>
        <source>Update this program.</source>
        <translation>请更新本程序。</translation>
    </message>
</context>
<context>
    <name>PairReader</name>
    <message>
        <source>This is a spreadsheet or a ZIP file, not CSV.</source>
        <translation>这是电子表格或 ZIP 文件，不是 CSV。</translation>
    </message>
    <message>
        <source>This is an image, not CSV.</source>
        <translation>这是图片，不是 CSV。</translation>
    </message>
    <message>
        <source>This is a gzip file, not CSV.</source>
        <translation>这是 gzip 文件，不是 CSV。</translation>
    </message>
    <message>
        <source>This is a PDF document, not CSV.</source>
        <translation>这是 PDF 文档，不是 CSV。</translation>
    </message>
    <message>
        <source>This is a database, not CSV.</source>
        <translation>这是数据库，不是 CSV。</translation>
    </message>
    <message>
        <source>%1, line %2</source>
        <translation>%1，第 %2 行</translation>
    </message>
    <message>
        <source>The file is not there.</source>
        <translation>文件不存在。</translation>
    </message>
    <message>
        <source>Check its name and folder.</source>
        <translation>请检查文件名和文件夹。</translation>
    </message>
    <message>
        <source>This is not a regular file.</source>
        <translation>这不是普通文件。</translation>
    </message>
    <message>
        <source>The file can&apos;t be read.</source>
        <translation>无法读取文件。</translation>
    </message>
    <message>
        <source>Check the rights of the file.</source>
        <translation>请检查文件的权限。</translation>
    </message>
    <message>
        <source>Save the table as CSV in UTF-8 and choose that file.</source>
        <translation>请将表格另存为 UTF-8 编码的 CSV，再选择该文件。</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>文件是空的。</translation>
    </message>
    <message>
        <source>Choose a file that has rows.</source>
        <translation>请选择有内容的文件。</translation>
    </message>
    <message>
        <source>The file can&apos;t be read any further.</source>
        <translation>无法继续读取文件。</translation>
    </message>
    <message>
        <source>%1, byte %2</source>
        <translation>%1，第 %2 字节</translation>
    </message>
    <message>
        <source>Check the disk and try again.</source>
        <translation>请检查磁盘后重试。</translation>
    </message>
    <message>
        <source>The file changed while it was being read.</source>
        <translation>文件在读取时发生了变化。</translation>
    </message>
    <message>
        <source>Wait until it is complete and try again.</source>
        <translation>请等文件写完后重试。</translation>
    </message>
    <message>
        <source>A quote that opens here is not closed within 16 MB.</source>
        <translation>此处开始的引号在 16 MB 内没有结束。</translation>
    </message>
    <message>
        <source>Close the quote, or double it if it belongs to the text.</source>
        <translation>请补上结束引号；若引号属于文本，请写成两个。</translation>
    </message>
    <message>
        <source>This line is longer than 16 MB.</source>
        <translation>此行超过 16 MB。</translation>
    </message>
    <message>
        <source>Check that the file is a table with one pair a row.</source>
        <translation>请检查文件是否为每行一对的表格。</translation>
    </message>
    <message>
        <source>A quote opens here and is never closed.</source>
        <translation>此处开始的引号没有结束。</translation>
    </message>
    <message>
        <source>The text is not in UTF-8.</source>
        <translation>文本不是 UTF-8。</translation>
    </message>
    <message>
        <source>%1, line %2, byte %3 of the file</source>
        <translation>%1，第 %2 行，文件的第 %3 字节</translation>
    </message>
    <message>
        <source>Files in the encoding “%1” can&apos;t be read.</source>
        <translation>无法读取编码为“%1”的文件。</translation>
    </message>
    <message>
        <source>Choose the columns again.</source>
        <translation>请重新选择列。</translation>
    </message>
    <message>
        <source>The file has no rows, only blank lines.</source>
        <translation>文件中只有空行。</translation>
    </message>
    <message>
        <source>The file has more than 1,024 columns.</source>
        <translation>文件超过 1,024 列。</translation>
    </message>
    <message>
        <source>Check that the delimiter is right.</source>
        <translation>请检查分隔符是否正确。</translation>
    </message>
    <message>
        <source>Column %1</source>
        <translation>第 %1 列</translation>
    </message>
    <message>
        <source>There are no rows below the header.</source>
        <translation>标题行之下没有内容。</translation>
    </message>
    <message>
        <source>Columns %1 and %2 are both named “%3”.</source>
        <translation>第 %1 列和第 %2 列都名为“%3”。</translation>
    </message>
    <message>
        <source>Rename one of them, or choose the columns yourself.</source>
        <translation>请重命名其中一列，或自行选择列。</translation>
    </message>
    <message>
        <source>Choose the column yourself; the file has: %1</source>
        <translation>请自行选择列；文件中有：%1</translation>
    </message>
    <message>
        <source>No column of the file holds the question.</source>
        <translation>文件中没有提问列。</translation>
    </message>
    <message>
        <source>No column of the file holds the reply.</source>
        <translation>文件中没有回复列。</translation>
    </message>
    <message>
        <source>The cell has a NUL character.</source>
        <translation>单元格中有 NUL 字符。</translation>
    </message>
    <message>
        <source>The question is empty.</source>
        <translation>提问是空的。</translation>
    </message>
    <message>
        <source>The reply is empty.</source>
        <translation>回复是空的。</translation>
    </message>
    <message>
        <source>“%1” is no label; use 1 or 0.</source>
        <translation>“%1”不是标注；请用 1 或 0。</translation>
    </message>
    <message>
        <source>“%1” is no label; “%2” is the nearest.</source>
        <translation>“%1”不是标注；最接近的是“%2”。</translation>
    </message>
    <message>
        <source>“%1” is no number.</source>
        <translation>“%1”不是数值。</translation>
    </message>
    <message>
        <source>“%1” is no split; use train, validation or test.</source>
        <translation>“%1”不是划分；请用 train、validation 或 test。</translation>
    </message>
    <message>
        <source>Leave the cell empty, or write it as TuneDesk&apos;s export does.</source>
        <translation>请把这个单元格留空，或按 TuneDesk 导出的写法填写。</translation>
    </message>
    <message>
        <source>The answers are not a list in JSON.</source>
        <translation>回答不是 JSON 列表。</translation>
    </message>
    <message>
        <source>Answer %1 of the list can&apos;t be read.</source>
        <translation>列表中的第 %1 个回答无法读取。</translation>
    </message>
    <message>
        <source>Choose the encoding that it is in, or save the table in UTF-8.</source>
        <translation>请选择它所用的编码，或把表格另存为 UTF-8。</translation>
    </message>
    <message>
        <source>An answer has two labels that differ; the second is “%1”.</source>
        <translation>一个回答带有两个不同的标签，第二个是“%1”。</translation>
    </message>
    <message>
        <source>The conversation is too long; cut it in parts.</source>
        <translation>这个会话太长，请拆成几段。</translation>
    </message>
    <message>
        <source>The conversation has no reply of an agent to a question.</source>
        <translation>这个会话里没有客服对问题的回复。</translation>
    </message>
    <message>
        <source>The field “%1” holds no pairs of texts.</source>
        <translation>字段“%1”里不是成对的文本。</translation>
    </message>
    <message>
        <source>%1, line %2, column %3</source>
        <translation>%1，第 %2 行，第 %3 列</translation>
    </message>
    <message>
        <source>Save the file again with the program that wrote it.</source>
        <translation>请用生成它的程序重新保存这个文件。</translation>
    </message>
    <message>
        <source>This record is longer than 16 MB.</source>
        <translation>这条记录超过 16 MB。</translation>
    </message>
    <message>
        <source>Check that the file is a list with one object for each record.</source>
        <translation>请检查文件是否为列表，且每条记录是一个对象。</translation>
    </message>
    <message>
        <source>The file ends in the middle of a record.</source>
        <translation>文件在一条记录中间就结束了。</translation>
    </message>
    <message>
        <source>The file ends before the list is closed with “]”.</source>
        <translation>文件在列表用“]”结束之前就到头了。</translation>
    </message>
    <message>
        <source>This is no valid JSON.</source>
        <translation>这不是有效的 JSON。</translation>
    </message>
    <message>
        <source>Something stands behind the end of the list.</source>
        <translation>列表结束之后还有内容。</translation>
    </message>
    <message>
        <source>The field “%1” holds a list, not a text.</source>
        <translation>字段“%1”是列表，不是文本。</translation>
    </message>
    <message>
        <source>The field “%1” holds an object, not a text.</source>
        <translation>字段“%1”是对象，不是文本。</translation>
    </message>
    <message>
        <source>The labels stand on parts of the text, not on all of it.</source>
        <translation>标签标在文本的片段上，而不是整段文本上。</translation>
    </message>
    <message>
        <source>A choice is no text.</source>
        <translation>有一个选项不是文本。</translation>
    </message>
    <message>
        <source>The file is JSON, but no list of pairs.</source>
        <translation>文件是 JSON，但不是对话对的列表。</translation>
    </message>
    <message>
        <source>The list has no records.</source>
        <translation>列表里没有记录。</translation>
    </message>
    <message>
        <source>Check that each record is an object of its own.</source>
        <translation>请检查每条记录是否各为一个对象。</translation>
    </message>
    <message>
        <source>None of the first records can be taken; correct them.</source>
        <translation>开头的记录都不能用，请先改正。</translation>
    </message>
    <message>
        <source>The record is no object.</source>
        <translation>这条记录不是对象。</translation>
    </message>
    <message>
        <source>%1 It stops making sense at column %2.</source>
        <translation>%1（第 %2 列起无法理解。）</translation>
    </message>
    <message>
        <source>The file is no JSON.</source>
        <translation>文件不是 JSON。</translation>
    </message>
    <message>
        <source>Choose another kind of file, or leave it open.</source>
        <translation>请选择别的文件类型，或让程序自己判断。</translation>
    </message>
    <message>
        <source>The field “%1” holds no list of turns.</source>
        <translation>字段“%1”里不是会话轮次的列表。</translation>
    </message>
    <message>
        <source>The conversation has more than 2,000 turns.</source>
        <translation>这个会话超过 2,000 轮。</translation>
    </message>
    <message>
        <source>Turn %1 doesn&apos;t say who wrote it.</source>
        <translation>第 %1 轮没有写明是谁说的。</translation>
    </message>
    <message>
        <source>Turn %1 is by “%2”, who is neither customer nor agent.</source>
        <translation>第 %1 轮出自“%2”，既不是客户也不是客服。</translation>
    </message>
    <message>
        <source>The content of turn %1 is no text.</source>
        <translation>第 %1 轮的内容不是文本。</translation>
    </message>
    <message>
        <source>This number is too large.</source>
        <translation>这个数太大。</translation>
    </message>
    <message>
        <source>The record has more than 500,000 values.</source>
        <translation>这条记录超过 500,000 个值。</translation>
    </message>
    <message>
        <source>The key “%1” stands twice in an object.</source>
        <translation>键“%1”在一个对象里出现了两次。</translation>
    </message>
    <message>
        <source>The data is nested deeper than %1 at column %2.</source>
        <translation>数据在第 %2 列嵌套超过 %1 层。</translation>
    </message>
    <message>
        <source>A text has half a letter (%1).</source>
        <translation>有一段文本含有半个字符（%1）。</translation>
    </message>
    <message>
        <source>This is no XLSX spreadsheet.</source>
        <translation>这不是 XLSX 电子表格。</translation>
    </message>
    <message>
        <source>Choose the kind of file that it is.</source>
        <translation>请选择它真正的文件类型。</translation>
    </message>
    <message>
        <source>This is password-protected or old .xls: save as .xlsx.</source>
        <translation>文件有密码保护，或是旧的 .xls：请另存为 .xlsx。</translation>
    </message>
    <message>
        <source>The text is not in %1.</source>
        <translation>文本不是 %1 编码。</translation>
    </message>
    <message>
        <source>Choose another encoding, or save the table in UTF-8.</source>
        <translation>请选择别的编码，或把表格另存为 UTF-8。</translation>
    </message>
    <message>
        <source>Open it, take off its password and save it as .xlsx.</source>
        <translation>请打开它，去掉密码，再另存为 .xlsx。</translation>
    </message>
    <message>
        <source>It may be in %1. Choose the encoding, or save the table in UTF-8.</source>
        <translation>它可能是 %1。请选择编码，或把表格另存为 UTF-8。</translation>
    </message>
    <message>
        <source>Choose a file of pairs.</source>
        <translation>请选择一个对话对文件。</translation>
    </message>
    <message>
        <source>“%1” may be stars or the number of a class; choose what it means.</source>
        <translation>“%1”可能是星级，也可能是类别编号；请选择它的含义。</translation>
    </message>
    <message>
        <source>Rows labelled “%1” are to be left out.</source>
        <translation>标注为“%1”的行按设定不导入。</translation>
    </message>
    <message>
        <source>%1 (column %2)</source>
        <comment>one of several columns of that name</comment>
        <translation>%1（第 %2 列）</translation>
    </message>
    <message>
        <source>The row doesn&apos;t say which conversation it is of.</source>
        <translation>此行没有说明属于哪个会话。</translation>
    </message>
    <message>
        <source>The rows of conversation “%1” don&apos;t stand together; sort the table by conversation and time.</source>
        <translation>会话“%1”的各行不连续；请按会话和时间对表格排序。</translation>
    </message>
    <message>
        <source>“%1” is neither customer nor agent.</source>
        <translation>“%1”既不是客户也不是客服。</translation>
    </message>
    <message>
        <source>%1, sheet “%2”</source>
        <translation>%1，工作表“%2”</translation>
    </message>
    <message>
        <source>Or choose another sheet: %1</source>
        <translation>或选择其他工作表：%1</translation>
    </message>
    <message>
        <source>The field “%1” holds no reply.</source>
        <translation>字段“%1”中没有回复。</translation>
    </message>
    <message>
        <source>There is no question before the reply of “%1”.</source>
        <translation>“%1”的回复之前没有问题。</translation>
    </message>
    <message>
        <source>These can be read: a list of objects with a text for each column, as [{&quot;question&quot;: &quot;…&quot;, &quot;reply&quot;: &quot;…&quot;}], or one object a line; chats as {&quot;messages&quot;: […]} or {&quot;conversations&quot;: […]}; Alpaca&apos;s instruction, input and output; preferences as prompt, chosen and rejected; what Label Studio, doccano and Prodigy export.</source>
        <translation>可以读取：每列一段文本的对象列表，如 [{&quot;question&quot;: &quot;…&quot;, &quot;reply&quot;: &quot;…&quot;}]，或每行一个对象；{&quot;messages&quot;: […]} 或 {&quot;conversations&quot;: […]} 形式的聊天；Alpaca 的 instruction、input 和 output；prompt、chosen 和 rejected 形式的偏好数据；以及 Label Studio、doccano 和 Prodigy 的导出文件。</translation>
    </message>
    <message numerus="yes">
        <source>The file has %n columns, but %1 were chosen.</source>
        <translation>
            <numerusform>文件有 %n 列，而选择了 %1 列。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The row has %n fields, expected %1.</source>
        <translation>
            <numerusform>该行有 %n 个字段，应为 %1 个。</numerusform>
        </translation>
    </message>
    <message>
        <source>The cell has bytes that are not %1.</source>
        <translation>该单元格含有不属于 %1 的字节。</translation>
    </message>
    <message>
        <source>The record has bytes that are not %1, at column %2.</source>
        <translation>该记录含有不属于 %1 的字节，位于第 %2 列。</translation>
    </message>
    <message>
        <source>The row repeats the names of the columns.</source>
        <translation>该行重复了列名。</translation>
    </message>
    <message>
        <source>Another table begins in row %1, with its columns in another order; save it as a file of its own.</source>
        <translation>从第 %1 行开始是另一个表格，其列的顺序不同；请将它另存为单独的文件。</translation>
    </message>
    <message>
        <source>“%1” is no flag; use 1, or leave it empty.</source>
        <translation>“%1”不是标记；请填 1 或留空。</translation>
    </message>
    <message>
        <source>“%1” may be a grade or the number of a class; choose what it means.</source>
        <translation>“%1”可能是评分，也可能是类别编号；请选择它的含义。</translation>
    </message>
    <message>
        <source>The file lists rows that an import left out; they are no pairs.</source>
        <translation>该文件列出的是导入时被拒绝的行，不是对话对。</translation>
    </message>
    <message>
        <source>Correct these rows in the file that they are from and import that file again; the column “raw” shows each row as it stood.</source>
        <translation>请在这些行所在的原文件中改正，然后重新导入原文件；“raw”列显示每一行原来的内容。</translation>
    </message>
    <message>
        <source>A quote within the row has a backslash before it instead of being written twice.</source>
        <translation>这一行里的引号前面是反斜杠，没有写成两个引号。</translation>
    </message>
    <message>
        <source>This is a project of TuneDesk, not a file of pairs.</source>
        <translation>这是 TuneDesk 项目，不是对话对文件。</translation>
    </message>
    <message>
        <source>Open the project, or export its pairs to a file there and choose that file.</source>
        <translation>请打开该项目，或在其中把对话对导出为文件，再选择那个文件。</translation>
    </message>
    <message>
        <source>The file holds a second list of records.</source>
        <translation>文件中还有第二个记录列表。</translation>
    </message>
    <message>
        <source>Save each list as a file of its own.</source>
        <translation>请将每个列表另存为单独的文件。</translation>
    </message>
</context>
<context>
    <name>PairScorer</name>
    <message>
        <source>It has no tokens.</source>
        <translation>没有词元。</translation>
    </message>
    <message>
        <source>Its ids, type ids and mask differ in length.</source>
        <translation>ids、type ids 和掩码的长度不同。</translation>
    </message>
    <message>
        <source>It has %1 tokens, the model reads at most %2.</source>
        <translation>有 %1 个词元，模型最多读取 %2 个。</translation>
    </message>
    <message>
        <source>Id %1 is outside the model&apos;s vocabulary of %2.</source>
        <translation>编号 %1 超出模型词表的 %2 项。</translation>
    </message>
    <message>
        <source>Type id %1 is outside the model&apos;s %2 kinds.</source>
        <translation>类型编号 %1 超出模型的 %2 种。</translation>
    </message>
    <message>
        <source>A pair can&apos;t be scored. %1</source>
        <translation>无法为一对评分。%1</translation>
    </message>
    <message>
        <source>pair %1 of %2</source>
        <translation>第 %1 对，共 %2 对</translation>
    </message>
    <message>
        <source>Use the tokenizer that belongs to the model.</source>
        <translation>请使用该模型自带的分词器。</translation>
    </message>
    <message>
        <source>Scoring pairs</source>
        <translation>正在评分</translation>
    </message>
    <message>
        <source>It doesn&apos;t say which part of the pair each token is of.</source>
        <translation>没有说明每个词元属于哪一部分。</translation>
    </message>
</context>
<context>
    <name>PairSeparator</name>
    <message>
        <source>The tokenizer has no token that could stand between a question and its reply: there is no “%1”.</source>
        <translation>分词器没有可以放在问题与回复之间的词元：找不到“%1”。</translation>
    </message>
    <message>
        <source>Name the end-of-text token as eos_token in tokenizer_config.json.</source>
        <translation>请在 tokenizer_config.json 中用 eos_token 指明文本结束词元。</translation>
    </message>
</context>
<context>
    <name>PairStore</name>
    <message>
        <source>A pair needs a question and a reply.</source>
        <translation>每对需要提问和回复。</translation>
    </message>
    <message>
        <source>A label is 1 or 0, and a score is a number.</source>
        <translation>标注是 1 或 0，分数是数值。</translation>
    </message>
    <message>
        <source>%1, line %2</source>
        <translation>%1，第 %2 行</translation>
    </message>
    <message>
        <source>Correct the row and import it again.</source>
        <translation>修正该行后重新导入。</translation>
    </message>
    <message>
        <source>There is no import of this number.</source>
        <translation>没有这个编号的导入。</translation>
    </message>
    <message>
        <source>import %1</source>
        <translation>导入 %1</translation>
    </message>
    <message>
        <source>An import that broke off is still being cleared away.</source>
        <translation>仍在清理一次中断的导入。</translation>
    </message>
    <message>
        <source>Wait a moment and try again.</source>
        <translation>请稍候再试。</translation>
    </message>
</context>
<context>
    <name>PairTable</name>
    <message>
        <source>Disagreement</source>
        <translation>有分歧</translation>
    </message>
    <message>
        <source>not yet</source>
        <comment>no label</comment>
        <translation>尚无</translation>
    </message>
    <message>
        <source>Appropriate</source>
        <translation>恰当</translation>
    </message>
    <message>
        <source>Not appropriate</source>
        <translation>不恰当</translation>
    </message>
    <message>
        <source>Train</source>
        <comment>split</comment>
        <translation>训练集</translation>
    </message>
    <message>
        <source>Validation</source>
        <comment>split</comment>
        <translation>验证集</translation>
    </message>
    <message>
        <source>Test</source>
        <comment>split</comment>
        <translation>测试集</translation>
    </message>
    <message>
        <source>%1 with its dialogue: other pairs of it are there.</source>
        <comment>split</comment>
        <translation>%1，随所在会话：该会话的其他对话对在那里。</translation>
    </message>
    <message>
        <source>The file said %1. Other pairs of its dialogue are in %2, and a dialogue is never divided.</source>
        <comment>two splits</comment>
        <translation>文件写的是 %1。同一会话的其他对话对在 %2，而会话从不拆开。</translation>
    </message>
    <message>
        <source>Flagged, with a note</source>
        <translation>已标记，有备注</translation>
    </message>
    <message>
        <source>Flagged</source>
        <comment>pair</comment>
        <translation>已标记</translation>
    </message>
    <message>
        <source>With a note</source>
        <translation>有备注</translation>
    </message>
    <message>
        <source>No finished run has judged pairs yet. A training does it when it tests itself at its end.</source>
        <translation>还没有已完成的运行判断过对话对。训练在结束时测试自己，那时才会判断。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>split, how many pairs</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Run %1, %2</source>
        <comment>number, name</comment>
        <translation>运行 %1，%2</translation>
    </message>
    <message>
        <source>The score that it gives the reply.</source>
        <translation>它给回复的分数。</translation>
    </message>
    <message>
        <source>How sure it is that the reply is appropriate, from 0 to 1.</source>
        <translation>它有多大把握认为回复恰当，从 0 到 1。</translation>
    </message>
    <message>
        <source>It has judged the pairs that it was tested with. %1</source>
        <comment>the splits with their numbers</comment>
        <translation>它判断过用来测试它的对话对。%1</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between splits</comment>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>PairWriter</name>
    <message>
        <source>Pairs can&apos;t be written as “%1”.</source>
        <translation>对话对不能写成“%1”。</translation>
    </message>
    <message>
        <source>A table of text can&apos;t be named as a spreadsheet.</source>
        <translation>文本表格不能以电子表格的名称保存。</translation>
    </message>
    <message>
        <source>Choose XLSX, or end the file&apos;s name with .csv.</source>
        <translation>请选择 XLSX，或让文件名以 .csv 结尾。</translation>
    </message>
    <message>
        <source>Choose csv, xlsx, jsonl, label-studio or doccano.</source>
        <translation>请选择 csv、xlsx、jsonl、label-studio 或 doccano。</translation>
    </message>
    <message>
        <source>A spreadsheet holds %1 pairs, but %2 are to be written.</source>
        <translation>一个电子表格最多容纳 %1 个对话对，而要写出的有 %2 个。</translation>
    </message>
    <message>
        <source>Choose csv or jsonl, or show fewer pairs and export them in parts.</source>
        <translation>请选择 csv 或 jsonl，或者只显示一部分对话对，分几次导出。</translation>
    </message>
    <message>
        <source>The pairs are more text than a spreadsheet can be read with again.</source>
        <translation>对话对的文字太多，写成电子表格后无法再读回来。</translation>
    </message>
    <message>
        <source>A cell of a spreadsheet holds %1 letters; “%2” of pair %3 has more.</source>
        <translation>电子表格的一个单元格最多容纳 %1 个字符；对话对 %3 的“%2”超出了。</translation>
    </message>
    <message>
        <source>Choose csv or jsonl, which hold texts of any length.</source>
        <translation>请选择 csv 或 jsonl，它们能容纳任意长度的文字。</translation>
    </message>
    <message>
        <source>Packing the spreadsheet</source>
        <translation>正在打包电子表格</translation>
    </message>
    <message>
        <source>The spreadsheet could not be read again and was thrown away.</source>
        <translation>写出的电子表格无法读回，已丢弃。</translation>
    </message>
    <message>
        <source>Make some space on the disk and try again, or choose csv or jsonl.</source>
        <translation>请在磁盘上腾出一些空间后重试，或选择 csv 或 jsonl。</translation>
    </message>
    <message>
        <source>Reading the spreadsheet again</source>
        <translation>正在重新读取电子表格</translation>
    </message>
    <message>
        <source>The disk has no room for the spreadsheet.</source>
        <translation>磁盘空间不够放下这个电子表格。</translation>
    </message>
    <message>
        <source>Make some space and try again; nothing was lost.</source>
        <translation>腾出空间后重试；没有丢失任何内容。</translation>
    </message>
    <message>
        <source>The spreadsheet could not be written.</source>
        <translation>无法写入电子表格。</translation>
    </message>
    <message>
        <source>Check that the folder exists and may be written to.</source>
        <translation>请检查文件夹是否存在、是否可写。</translation>
    </message>
</context>
<context>
    <name>PickleReader</name>
    <message>
        <source>Its table of tensors is damaged at byte %1.</source>
        <translation>其张量目录在第 %1 字节处损坏。</translation>
    </message>
    <message>
        <source>Opcode %1 is not allowed in weights (byte %2).</source>
        <translation>权重中不允许操作码 %1（第 %2 字节）。</translation>
    </message>
    <message>
        <source>Its table of tensors has more than %1 values.</source>
        <translation>其张量目录中的值超过 %1 个。</translation>
    </message>
    <message>
        <source>%1.%2 is not allowed in weights (opcode %3 at byte %4).</source>
        <translation>权重中不允许 %1.%2（操作码 %3，第 %4 字节）。</translation>
    </message>
    <message>
        <source>Its table of tensors is larger than 16 MB.</source>
        <translation>其张量目录大于 16 MB。</translation>
    </message>
    <message>
        <source>It holds no dictionary of tensors.</source>
        <translation>其中没有张量字典。</translation>
    </message>
    <message>
        <source>It holds a tensor without a usable name.</source>
        <translation>其中有一个张量没有可用的名称。</translation>
    </message>
    <message>
        <source>Tensor “%1” stands in it twice.</source>
        <translation>张量“%1”在其中出现两次。</translation>
    </message>
    <message>
        <source>It holds more than %1 tensors.</source>
        <translation>其中的张量超过 %1 个。</translation>
    </message>
    <message>
        <source>The shape of tensor “%1” can&apos;t be read.</source>
        <translation>张量“%1”的形状无法读取。</translation>
    </message>
</context>
<context>
    <name>PredictPairs</name>
    <message>
        <source>input %1</source>
        <translation>输入 %1</translation>
    </message>
    <message>
        <source>There are %1 ids, %2 type ids and %3 places in the mask.</source>
        <translation>有 %1 个 ids、%2 个 type ids，掩码有 %3 位。</translation>
    </message>
    <message>
        <source>Give three lists of the same length.</source>
        <translation>请给出三个长度相同的列表。</translation>
    </message>
    <message>
        <source>An id is outside the model&apos;s vocabulary.</source>
        <translation>有编号超出模型的词表。</translation>
    </message>
    <message>
        <source>Use the tokenizer that belongs to the model.</source>
        <translation>请使用该模型自带的分词器。</translation>
    </message>
    <message>
        <source>The mask holds a number other than 0 and 1.</source>
        <translation>掩码中有 0 和 1 以外的数。</translation>
    </message>
    <message>
        <source>Write 1 for a token and 0 for padding.</source>
        <translation>词元写 1，填充写 0。</translation>
    </message>
    <message>
        <source>A segment is none of 0, 1, 2 and 3.</source>
        <translation>有一个部分编号不是 0、1、2、3。</translation>
    </message>
    <message>
        <source>Write 1 for earlier turns, 2 for the last one, 3 for the reply.</source>
        <translation>前文写 1，最后一句写 2，回复写 3。</translation>
    </message>
    <message>
        <source>This processor can&apos;t compute in 8 bits.</source>
        <translation>这个处理器无法以 8 位计算。</translation>
    </message>
    <message>
        <source>It has no AVX-512 VNNI.</source>
        <translation>它没有 AVX-512 VNNI。</translation>
    </message>
    <message>
        <source>Leave the precision out: the answers are exact then.</source>
        <translation>请不要指定精度：这样回答就是精确的。</translation>
    </message>
</context>
<context>
    <name>Project</name>
    <message>
        <source>Qt&apos;s SQLite driver is missing.</source>
        <translation>缺少 Qt 的 SQLite 驱动。</translation>
    </message>
    <message>
        <source>Install the package with Qt&apos;s SQLite driver and start again.</source>
        <translation>请安装含 Qt SQLite 驱动的软件包，然后重新启动。</translation>
    </message>
    <message>
        <source>The project can&apos;t be kept safely at this place.</source>
        <translation>项目在此位置无法安全保存。</translation>
    </message>
    <message>
        <source>Move the project to a local disk and open it there.</source>
        <translation>请将项目移到本地磁盘后打开。</translation>
    </message>
    <message>
        <source>The project is open for reading only.</source>
        <translation>项目以只读方式打开。</translation>
    </message>
    <message>
        <source>The disk is full; nothing of this was saved.</source>
        <translation>磁盘已满；此次更改均未保存。</translation>
    </message>
    <message>
        <source>Make some space on the disk and try again.</source>
        <translation>腾出磁盘空间后重试。</translation>
    </message>
    <message>
        <source>Another program is using the project.</source>
        <translation>其他程序正在使用该项目。</translation>
    </message>
    <message>
        <source>Close the other program and try again.</source>
        <translation>关闭其他程序后重试。</translation>
    </message>
    <message>
        <source>The project may not be written to.</source>
        <translation>没有写入该项目的权限。</translation>
    </message>
    <message>
        <source>Check the rights of the file and its folder, or open it for reading only.</source>
        <translation>请检查文件及其文件夹的权限，或以只读方式打开。</translation>
    </message>
    <message>
        <source>The project can&apos;t be opened.</source>
        <translation>无法打开项目。</translation>
    </message>
    <message>
        <source>Check the rights of the file and its folder.</source>
        <translation>请检查文件及其文件夹的权限。</translation>
    </message>
    <message>
        <source>The project file is damaged.</source>
        <translation>项目文件已损坏。</translation>
    </message>
    <message>
        <source>Keep the file and go back to a backup copy of it.</source>
        <translation>请保留该文件，并改用备份。</translation>
    </message>
    <message>
        <source>The project file could not be used.</source>
        <translation>无法使用项目文件。</translation>
    </message>
    <message>
        <source>Check the disk, then open the project again.</source>
        <translation>请检查磁盘，然后重新打开项目。</translation>
    </message>
    <message>
        <source>Another program is writing to the project.</source>
        <translation>其他程序正在写入该项目。</translation>
    </message>
    <message>
        <source>The project is open for writing in “%1” (process %2 on %3).</source>
        <translation>项目已在“%1”中打开以供写入（进程 %2，位于 %3）。</translation>
    </message>
    <message>
        <source>Close it there, or open the project here for reading only.</source>
        <translation>请在那里关闭，或在这里以只读方式打开。</translation>
    </message>
    <message>
        <source>Copy the project with its file “%1” to a folder of your own and open it there.</source>
        <translation>请将项目连同文件“%1”复制到自己的文件夹后打开。</translation>
    </message>
    <message>
        <source>The backup copy could not be written.</source>
        <translation>无法写入备份。</translation>
    </message>
    <message>
        <source>Check the disk; the project was left as it was.</source>
        <translation>请检查磁盘；项目保持原样。</translation>
    </message>
    <message>
        <source>This file is no TuneDesk project.</source>
        <translation>此文件不是 TuneDesk 项目。</translation>
    </message>
    <message>
        <source>Choose a file that ends in .tunedesk and was made by this program.</source>
        <translation>请选择由本程序建立、以 .tunedesk 结尾的文件。</translation>
    </message>
    <message>
        <source>The project file is cut off: a part at its end is missing.</source>
        <translation>项目文件不完整：末尾缺少一部分。</translation>
    </message>
    <message>
        <source>Copy the file again from where it came, or go back to a backup copy.</source>
        <translation>请从来源重新复制文件，或改用备份。</translation>
    </message>
    <message>
        <source>The project has format %1; this version of TuneDesk reads formats up to %2.</source>
        <translation>项目是格式 %1；此版本的 TuneDesk 最高读取格式 %2。</translation>
    </message>
    <message>
        <source>Open it with a newer version of TuneDesk.</source>
        <translation>请用较新版本的 TuneDesk 打开。</translation>
    </message>
    <message>
        <source>There is no project at this place.</source>
        <translation>此位置没有项目。</translation>
    </message>
    <message>
        <source>Check the path, or make a new project there.</source>
        <translation>请检查路径，或在此新建项目。</translation>
    </message>
    <message>
        <source>The file is empty, so it is no TuneDesk project.</source>
        <translation>文件是空的，因此不是 TuneDesk 项目。</translation>
    </message>
    <message>
        <source>Go back to a backup copy, or make a new project.</source>
        <translation>请改用备份，或新建项目。</translation>
    </message>
    <message>
        <source>The project may not be read.</source>
        <translation>没有读取该项目的权限。</translation>
    </message>
    <message>
        <source>This file belongs to another program.</source>
        <translation>此文件属于其他程序。</translation>
    </message>
    <message>
        <source>There is a file of this name already.</source>
        <translation>已有同名文件。</translation>
    </message>
    <message>
        <source>Choose another name, or open the project that is there.</source>
        <translation>请换一个名称，或打开已有的项目。</translation>
    </message>
    <message>
        <source>Parts of an earlier project of this name are still there.</source>
        <translation>同名旧项目的部分文件仍在这里。</translation>
    </message>
    <message>
        <source>Choose another name, or move the file “%1” away.</source>
        <translation>请换一个名称，或移走文件“%1”。</translation>
    </message>
    <message>
        <source>The project can&apos;t be made here.</source>
        <translation>无法在此建立项目。</translation>
    </message>
    <message>
        <source>Check that the folder exists and may be written to.</source>
        <translation>请检查文件夹是否存在、是否可写。</translation>
    </message>
    <message>
        <source>Another file is being imported into the project.</source>
        <translation>另一个文件正在导入此项目。</translation>
    </message>
    <message>
        <source>Wait until it is done and try again.</source>
        <translation>请等它完成后再试。</translation>
    </message>
    <message>
        <source>The file has instructions in it that TuneDesk didn&apos;t write: “%1”.</source>
        <translation>文件中有并非由 TuneDesk 写入的指令：“%1”。</translation>
    </message>
    <message>
        <source>Ask for the project as its owner&apos;s TuneDesk wrote it.</source>
        <translation>请向项目所有者索取由 TuneDesk 写入的原始项目。</translation>
    </message>
    <message>
        <source>Install your system&apos;s own SQLite library and start again.</source>
        <translation>请安装系统自带的 SQLite 库，然后重新启动。</translation>
    </message>
    <message>
        <source>SQLite %1 is too old; projects need version %2 or newer.</source>
        <translation>SQLite %1 太旧；项目需要 %2 或更新的版本。</translation>
    </message>
    <message>
        <source>This SQLite was built without full-text search (FTS5).</source>
        <translation>此 SQLite 编译时没有包含全文搜索（FTS5）。</translation>
    </message>
    <message>
        <source>This SQLite was built for a single thread.</source>
        <translation>此 SQLite 是按单线程编译的。</translation>
    </message>
    <message>
        <source>The project has the older format %1, and the copy to read it by could not be made.</source>
        <translation>项目是较旧的格式 %1，无法建立用于读取的副本。</translation>
    </message>
    <message>
        <source>Free some space in “%1”, or open the project for writing once; it is then brought up to date.</source>
        <translation>请在“%1”中腾出空间，或以可写方式打开一次项目；之后项目即为最新格式。</translation>
    </message>
    <message>
        <source>Another file was put in the place of the project while it was open; this was not saved.</source>
        <translation>项目打开期间，它的位置上换成了另一个文件；这次的内容没有保存。</translation>
    </message>
    <message>
        <source>The project file was moved or deleted while it was open; this was not saved.</source>
        <translation>项目打开期间，项目文件被移动或删除了；这次的内容没有保存。</translation>
    </message>
    <message>
        <source>Close the project and open it again; what was saved before is in the file that was put away.</source>
        <translation>请关闭项目后重新打开；之前保存的内容在被换走的那个文件里。</translation>
    </message>
    <message>
        <source>Put the file back where it was, and do it again.</source>
        <translation>请把文件放回原处，然后再做一次。</translation>
    </message>
    <message>
        <source>The project was not closed properly, and you may not write to it.</source>
        <translation>项目没有正常关闭，而且没有写入它的权限。</translation>
    </message>
    <message>
        <source>Qt uses another SQLite library than this program.</source>
        <translation>Qt 使用的 SQLite 库与本程序的不同。</translation>
    </message>
    <message>
        <source>Another program put the project&apos;s log away while the project was open; this was not saved.</source>
        <translation>项目打开期间，另一个程序移走了它的日志；这次没有保存。</translation>
    </message>
    <message>
        <source>Close the project and open it again.</source>
        <translation>请关闭项目后重新打开。</translation>
    </message>
</context>
<context>
    <name>RecipeFiles</name>
    <message>
        <source>The recipe could not be read.</source>
        <translation>无法读取配方。</translation>
    </message>
    <message>
        <source>Check the name and that it may be read.</source>
        <translation>请检查名称以及是否允许读取。</translation>
    </message>
    <message>
        <source>The file is too large for a recipe.</source>
        <translation>文件太大，不可能是配方。</translation>
    </message>
    <message>
        <source>A recipe has the settings of a training and nothing else.</source>
        <translation>配方只包含训练的设置，别无其他。</translation>
    </message>
    <message>
        <source>The recipe is no JSON object.</source>
        <translation>配方不是 JSON 对象。</translation>
    </message>
    <message>
        <source>Write it like {&quot;learning_rate&quot;: 0.0002}.</source>
        <translation>请写成 {&quot;learning_rate&quot;: 0.0002} 的形式。</translation>
    </message>
    <message>
        <source>The recipe was saved by a newer version of TuneDesk.</source>
        <translation>这个配方由更新版本的 TuneDesk 保存。</translation>
    </message>
    <message>
        <source>Open it with that version, or set the same settings here.</source>
        <translation>请用那个版本打开，或在这里设置相同的值。</translation>
    </message>
    <message>
        <source>The recipe holds no settings.</source>
        <translation>配方里没有设置。</translation>
    </message>
    <message>
        <source>Save it again in the window, or write the settings into it.</source>
        <translation>请在窗口中重新保存，或把设置写进去。</translation>
    </message>
    <message>
        <source>The folder of your recipes could not be made.</source>
        <translation>无法建立存放配方的文件夹。</translation>
    </message>
    <message>
        <source>Check that the folder exists and may be written to.</source>
        <translation>请检查文件夹是否存在、是否可写。</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>配方</translation>
    </message>
    <message>
        <source>The recipe could not be removed.</source>
        <translation>无法移除配方。</translation>
    </message>
    <message>
        <source>Check that its folder may be written to.</source>
        <translation>请检查所在文件夹是否可写。</translation>
    </message>
</context>
<context>
    <name>RegularFile</name>
    <message>
        <source>The file can&apos;t be opened.</source>
        <translation>无法打开文件。</translation>
    </message>
    <message>
        <source>Check that the file exists and may be read.</source>
        <translation>请检查文件是否存在、是否可读。</translation>
    </message>
    <message>
        <source>This is no regular file.</source>
        <translation>这不是普通文件。</translation>
    </message>
    <message>
        <source>Put a regular file in its place.</source>
        <translation>请换成普通文件。</translation>
    </message>
</context>
<context>
    <name>Roberta</name>
    <message>
        <source>Positions are counted from it.</source>
        <translation>位置编号由它算起。</translation>
    </message>
    <message>
        <source>It must be greater than pad_token_id + 1.</source>
        <translation>必须大于 pad_token_id + 1。</translation>
    </message>
</context>
<context>
    <name>RunStore</name>
    <message>
        <source>There is no run of this number.</source>
        <translation>没有这个编号的运行。</translation>
    </message>
    <message>
        <source>run %1</source>
        <translation>运行 %1</translation>
    </message>
    <message>
        <source>Choose a run of this project.</source>
        <translation>请选择本项目的运行。</translation>
    </message>
</context>
<context>
    <name>RunText</name>
    <message>
        <source>%1 GB</source>
        <translation>%1 GB</translation>
    </message>
    <message>
        <source>%1 MB</source>
        <translation>%1 MB</translation>
    </message>
    <message>
        <source>%1 kB</source>
        <translation>%1 kB</translation>
    </message>
    <message>
        <source>Run %1</source>
        <translation>运行 %1</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练中</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>已中断</translation>
    </message>
    <message>
        <source>Today %1</source>
        <translation>今天 %1</translation>
    </message>
    <message>
        <source>Yesterday %1</source>
        <translation>昨天 %1</translation>
    </message>
    <message>
        <source>F1 %1, accuracy %2; the larger class alone would get F1 %3, accuracy %4</source>
        <translation>F1 %1，准确率 %2；仅选多数类则为 F1 %3，准确率 %4</translation>
    </message>
    <message>
        <source>mean error %1, correlation %2</source>
        <translation>平均误差 %1，相关系数 %2</translation>
    </message>
    <message>
        <source>not tested</source>
        <translation>未测试</translation>
    </message>
    <message>
        <source>all layers</source>
        <translation>全部层</translation>
    </message>
    <message>
        <source>the last step alone</source>
        <translation>仅最后一步</translation>
    </message>
    <message numerus="yes">
        <source>top %n layer(s)</source>
        <translation>
            <numerusform>顶部 %n 层</numerusform>
        </translation>
    </message>
    <message>
        <source>all</source>
        <comment>value of a setting</comment>
        <translation>全部</translation>
    </message>
    <message>
        <source>off</source>
        <comment>value of a setting</comment>
        <translation>关闭</translation>
    </message>
    <message>
        <source>automatic</source>
        <comment>value of a setting</comment>
        <translation>自动</translation>
    </message>
    <message>
        <source>never</source>
        <comment>value of a setting</comment>
        <translation>从不</translation>
    </message>
    <message>
        <source>d MMMM</source>
        <comment>day and month</comment>
        <translation>M 月 d 日</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <comment>day, month and year</comment>
        <translation>yyyy 年 M 月 d 日</translation>
    </message>
    <message>
        <source>the same</source>
        <comment>value of a setting</comment>
        <translation>相同</translation>
    </message>
</context>
<context>
    <name>Safetensors</name>
    <message>
        <source>Tensor “%1” lacks its type, its shape or its place.</source>
        <translation>张量“%1”缺少类型、形状或位置。</translation>
    </message>
    <message>
        <source>The key “%1” stands twice in it.</source>
        <translation>键“%1”在其中出现两次。</translation>
    </message>
    <message>
        <source>Tensor “%1” has an unknown field “%2”.</source>
        <translation>张量“%1”有未知字段“%2”。</translation>
    </message>
    <message>
        <source>Tensor “%1” has the field “%2” twice.</source>
        <translation>张量“%1”的字段“%2”出现两次。</translation>
    </message>
    <message>
        <source>The shape of tensor “%1” overflows.</source>
        <translation>张量“%1”的形状溢出。</translation>
    </message>
    <message>
        <source>Its table is no valid JSON at byte %1.</source>
        <translation>其目录在第 %1 字节处不是有效的 JSON。</translation>
    </message>
    <message>
        <source>The name of tensor “%1” is too long: more than %2 bytes.</source>
        <translation>张量“%1”的名称过长：超过 %2 字节。</translation>
    </message>
    <message>
        <source>It holds more than %1 tensors.</source>
        <translation>其中的张量超过 %1 个。</translation>
    </message>
    <message>
        <source>Tensor “%1” stands in it twice.</source>
        <translation>张量“%1”在其中出现两次。</translation>
    </message>
    <message>
        <source>What it says about “%1” can&apos;t be read.</source>
        <translation>其中关于“%1”的内容无法读取。</translation>
    </message>
    <message>
        <source>Its table doesn&apos;t list tensors.</source>
        <translation>其目录没有列出张量。</translation>
    </message>
    <message>
        <source>Tensor “%1” has the unknown type “%2”.</source>
        <translation>张量“%1”的类型“%2”未知。</translation>
    </message>
    <message>
        <source>Tensor “%1” ends before it begins.</source>
        <translation>张量“%1”的结尾在开头之前。</translation>
    </message>
    <message>
        <source>Tensor “%1” needs %2 bytes by its shape but has %3.</source>
        <translation>张量“%1”按形状需要 %2 字节，实际为 %3。</translation>
    </message>
    <message>
        <source>Tensor “%1” overlaps the tensor before it.</source>
        <translation>张量“%1”与前一个张量重叠。</translation>
    </message>
    <message>
        <source>There is a hole before tensor “%1”.</source>
        <translation>张量“%1”之前有空缺。</translation>
    </message>
    <message>
        <source>It has %1 bytes of weights but needs %2: an incomplete download?</source>
        <translation>权重有 %1 字节，应为 %2：下载不完整？</translation>
    </message>
    <message numerus="yes">
        <source>%n byte(s) stand beyond the last tensor.</source>
        <translation>
            <numerusform>最后一个张量之后还有 %n 字节。</numerusform>
        </translation>
    </message>
    <message>
        <source>The weights file can&apos;t be used. %1</source>
        <translation>无法使用权重文件。%1</translation>
    </message>
    <message>
        <source>Copy or download the model folder again.</source>
        <translation>请重新复制或下载模型文件夹。</translation>
    </message>
    <message>
        <source>It is shorter than its 8-byte length.</source>
        <translation>短于 8 字节的长度字段。</translation>
    </message>
    <message>
        <source>It changed while it was read.</source>
        <translation>在读取时发生了变化。</translation>
    </message>
    <message>
        <source>Its header length of %1 bytes is over the limit of %2.</source>
        <translation>文件头长 %1 字节，超过上限 %2。</translation>
    </message>
    <message>
        <source>The file has %1 bytes, its header needs %2: an incomplete download?</source>
        <translation>文件有 %1 字节，按文件头需要 %2：下载不完整？</translation>
    </message>
    <message>
        <source>It is a pointer of Git LFS, not the weights themselves.</source>
        <translation>它是 Git LFS 的指针，不是权重本身。</translation>
    </message>
</context>
<context>
    <name>SentencePieceFile</name>
    <message>
        <source>The vocabulary lacks the special token “%1”.</source>
        <translation>词表缺少特殊词元“%1”。</translation>
    </message>
    <message>
        <source>Get the model&apos;s files again; they don&apos;t belong together.</source>
        <translation>请重新获取模型的文件；这些文件不属于同一模型。</translation>
    </message>
    <message>
        <source>The token “%1” has the number %2 in one file and %3 in the other.</source>
        <translation>词元“%1”在一个文件中的编号是 %2，在另一个中是 %3。</translation>
    </message>
    <message>
        <source>The folder doesn&apos;t say which sort of model the tokenizer is for.</source>
        <translation>无法从该文件夹得知分词器属于哪类模型。</translation>
    </message>
    <message>
        <source>Get the model&apos;s tokenizer_config.json or tokenizer.json and put it into the folder.</source>
        <translation>请获取该模型的 tokenizer_config.json 或 tokenizer.json 并放入该文件夹。</translation>
    </message>
</context>
<context>
    <name>SentencePieceModel</name>
    <message>
        <source>The tokenizer is a SentencePiece model of the kind “%1”; this version knows “unigram”.</source>
        <translation>分词器是“%1”类型的 SentencePiece 模型；此版本支持“unigram”。</translation>
    </message>
    <message>
        <source>Get the model&apos;s tokenizer.json and put it into the folder, or choose another model.</source>
        <translation>请获取该模型的 tokenizer.json 并放入该文件夹，或选择其他模型。</translation>
    </message>
    <message>
        <source>The tokenizer&apos;s file is cut off or damaged.</source>
        <translation>分词器的文件不完整或已损坏。</translation>
    </message>
    <message>
        <source>%1, byte %2</source>
        <translation>%1，第 %2 字节</translation>
    </message>
    <message>
        <source>Get the file again from where the model came from.</source>
        <translation>请从模型的来源重新获取文件。</translation>
    </message>
    <message>
        <source>%1, piece %2</source>
        <translation>%1，第 %2 个词片</translation>
    </message>
    <message>
        <source>The tokenizer has more than %1 pieces.</source>
        <translation>分词器的词片超过 %1 个。</translation>
    </message>
    <message>
        <source>A piece of the tokenizer has %1 bytes; at most %2 work.</source>
        <translation>分词器的一个词片有 %1 字节；最多支持 %2 字节。</translation>
    </message>
    <message>
        <source>A piece of the tokenizer is empty or no UTF-8.</source>
        <translation>分词器的一个词片为空或不是 UTF-8。</translation>
    </message>
    <message>
        <source>The score of a piece of the tokenizer is no number.</source>
        <translation>分词器的一个词片的分值不是数字。</translation>
    </message>
    <message>
        <source>The tokenizer&apos;s number of the unknown token is no piece.</source>
        <translation>分词器的未知词元编号不对应任何词片。</translation>
    </message>
</context>
<context>
    <name>SnapshotStore</name>
    <message>
        <source>No pair of this project has a label yet.</source>
        <translation>本项目还没有任何标注。</translation>
    </message>
    <message>
        <source>Label some pairs, or import a file with labels.</source>
        <translation>请标注一些对话对，或导入带标注的文件。</translation>
    </message>
    <message>
        <source>No labelled pair is left for training.</source>
        <translation>没有剩下可用于训练的已标注对话对。</translation>
    </message>
    <message>
        <source>Label more pairs, or give some of them the split “train”.</source>
        <translation>请标注更多对话对，或将一部分归入“train”。</translation>
    </message>
    <message>
        <source>All pairs for training are labelled appropriate.</source>
        <translation>用于训练的对话对全部标注为恰当。</translation>
    </message>
    <message>
        <source>All pairs for training are labelled not appropriate.</source>
        <translation>用于训练的对话对全部标注为不恰当。</translation>
    </message>
    <message>
        <source>Training needs both: label some pairs the other way.</source>
        <translation>训练需要两种标注：请再标注一些相反的对话对。</translation>
    </message>
    <message>
        <source>There is no frozen data of this number.</source>
        <translation>没有这个编号的数据快照。</translation>
    </message>
    <message>
        <source>snapshot %1</source>
        <translation>数据快照 %1</translation>
    </message>
    <message>
        <source>The pairs of this project have scores, but no labels.</source>
        <translation>本项目的对话对有评分，但没有标注。</translation>
    </message>
    <message>
        <source>Train a model that predicts the scores (objective “regression”), or label some pairs.</source>
        <translation>请训练预测评分的模型（目标“regression”），或标注一些对话对。</translation>
    </message>
    <message>
        <source>All pairs that are taken for training have the same label.</source>
        <translation>取来训练的对话对标注全都相同。</translation>
    </message>
    <message>
        <source>Training needs both: let it take more than %1 of the %2 pairs (max_train_pairs).</source>
        <translation>训练需要两种标注：请取多于 %1 个对话对，共有 %2 个（max_train_pairs）。</translation>
    </message>
</context>
<context>
    <name>StrictJson</name>
    <message>
        <source>The file is nested more than %1 levels deep.</source>
        <translation>文件的嵌套超过 %1 层。</translation>
    </message>
    <message>
        <source>The name “%1” stands twice.</source>
        <translation>名称“%1”出现两次。</translation>
    </message>
    <message>
        <source>Get the file again from where the model came from.</source>
        <translation>请从模型的来源重新获取文件。</translation>
    </message>
    <message>
        <source>The file is no valid JSON.</source>
        <translation>文件不是有效的 JSON。</translation>
    </message>
    <message>
        <source>%1, byte %2</source>
        <translation>%1，第 %2 字节</translation>
    </message>
</context>
<context>
    <name>Task</name>
    <message>
        <source>waits for its turn</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>剩余 %1</translation>
    </message>
    <message>
        <source>%1 · %2 left</source>
        <comment>step of a task, time</comment>
        <translation>%1 · 剩余 %2</translation>
    </message>
</context>
<context>
    <name>TensorFile</name>
    <message>
        <source>Copy or download the model folder again.</source>
        <translation>请重新复制或下载模型文件夹。</translation>
    </message>
    <message>
        <source>Tensor “%1” has the type %2, which can&apos;t be read.</source>
        <translation>张量“%1”的类型 %2 无法读取。</translation>
    </message>
    <message>
        <source>The weights file ended within tensor “%1” while it was read.</source>
        <translation>权重文件在读取张量“%1”时中断。</translation>
    </message>
</context>
<context>
    <name>TextSpill</name>
    <message>
        <source>There is no space left for temporary files.</source>
        <translation>没有空间存放临时文件。</translation>
    </message>
    <message>
        <source>A temporary file could not be used.</source>
        <translation>无法使用临时文件。</translation>
    </message>
    <message>
        <source>Make some space there, or set TMPDIR to another folder.</source>
        <translation>请在那里腾出空间，或把 TMPDIR 设为别的文件夹。</translation>
    </message>
</context>
<context>
    <name>Tokenizer</name>
    <message>
        <source>The folder has no tokenizer that can be used.</source>
        <translation>该文件夹没有可用的分词器。</translation>
    </message>
    <message>
        <source>The tokenizer has added tokens in a file of an old form.</source>
        <translation>分词器的附加词元存放在旧格式的文件中。</translation>
    </message>
    <message>
        <source>Save the model again with a newer version of transformers, so that the folder holds tokenizer.json.</source>
        <translation>请用较新版本的 transformers 重新保存模型，使文件夹中有 tokenizer.json。</translation>
    </message>
    <message>
        <source>The tokenizer&apos;s token “%1” has the number %2, but the network knows only the numbers up to %3.</source>
        <translation>分词器的词元“%1”编号为 %2，但网络只认识编号到 %3 为止的词元。</translation>
    </message>
    <message>
        <source>Get the model&apos;s files again; they don&apos;t belong together.</source>
        <translation>请重新获取模型的文件；这些文件不属于同一模型。</translation>
    </message>
    <message>
        <source>Choose a model&apos;s folder that holds tokenizer.json, spiece.model, vocab.json with merges.txt, or vocab.txt.</source>
        <translation>请选择含有 tokenizer.json、spiece.model、vocab.json 与 merges.txt 或 vocab.txt 的模型文件夹。</translation>
    </message>
</context>
<context>
    <name>TokenizerJson</name>
    <message>
        <source>A part of the tokenizer is missing or damaged.</source>
        <translation>分词器有一部分缺失或损坏。</translation>
    </message>
    <message>
        <source>Get the file again from where the model came from.</source>
        <translation>请从模型的来源重新获取文件。</translation>
    </message>
    <message>
        <source>The tokenizer has a setting “%1”, which this version doesn&apos;t know.</source>
        <translation>分词器有设置“%1”，此版本不认识。</translation>
    </message>
    <message>
        <source>The tokenizer needs “%1” here, which this version doesn&apos;t know; it knows “%2”.</source>
        <translation>分词器在此需要“%1”，此版本不认识；可用“%2”。</translation>
    </message>
    <message>
        <source>Two tokens of the vocabulary have the number %1.</source>
        <translation>词表中有两个词元的编号都是 %1。</translation>
    </message>
    <message>
        <source>The vocabulary lacks the special token “%1”.</source>
        <translation>词表缺少特殊词元“%1”。</translation>
    </message>
    <message>
        <source>The number of the added token “%1” doesn&apos;t agree with the vocabulary.</source>
        <translation>附加词元“%1”的编号与词表不一致。</translation>
    </message>
    <message>
        <source>The tokenizer doesn&apos;t take each text once.</source>
        <translation>分词器没有把每段文本各用一次。</translation>
    </message>
    <message>
        <source>The tokenizer&apos;s file has a form that this version doesn&apos;t know.</source>
        <translation>分词器文件的形式是此版本不认识的。</translation>
    </message>
    <message>
        <source>Use a model with a tokenizer of BERT, GPT-2, RoBERTa, XLM-R or XLNet.</source>
        <translation>请使用带 BERT、GPT-2、RoBERTa、XLM-R 或 XLNet 分词器的模型。</translation>
    </message>
    <message>
        <source>The tokenizer uses the regular expression “%1”, which this version doesn&apos;t know.</source>
        <translation>分词器使用了正则表达式“%1”，此版本不认识。</translation>
    </message>
    <message>
        <source>The tokenizer adds special tokens twice.</source>
        <translation>分词器添加了两次特殊词元。</translation>
    </message>
    <message>
        <source>Merge %1 isn&apos;t two tokens.</source>
        <translation>第 %1 条合并规则不是两个词元。</translation>
    </message>
    <message>
        <source>The tokenizer drops merges at random (dropout), so that its numbers change from call to call.</source>
        <translation>分词器会随机丢弃合并规则（dropout），因此每次调用的编号都会变化。</translation>
    </message>
    <message>
        <source>Merge %1 is “%2” and “%3”: the vocabulary lacks “%4”.</source>
        <translation>第 %1 条合并规则是“%2”和“%3”：词表中没有“%4”。</translation>
    </message>
    <message>
        <source>The byte-level step must be the last one of the tokenizer&apos;s splits.</source>
        <translation>字节级步骤必须是分词器切分步骤中的最后一步。</translation>
    </message>
    <message>
        <source>A piece of the tokenizer has %1 bytes; at most %2 work.</source>
        <translation>分词器的一个词片有 %1 字节；最多支持 %2 字节。</translation>
    </message>
</context>
<context>
    <name>TokenizerSettings</name>
    <message>
        <source>A setting of the tokenizer has a value of the wrong kind.</source>
        <translation>分词器的某项设置的值类型不对。</translation>
    </message>
    <message>
        <source>Get the file again from where the model came from.</source>
        <translation>请从模型的来源重新获取文件。</translation>
    </message>
    <message>
        <source>The model&apos;s tokenizer is a “%1”, which this version doesn&apos;t know.</source>
        <translation>模型的分词器是“%1”，此版本不认识。</translation>
    </message>
    <message>
        <source>The tokenizer&apos;s file could not be read.</source>
        <translation>无法读取分词器文件。</translation>
    </message>
    <message>
        <source>Check that the file is there and may be read.</source>
        <translation>请检查文件是否存在、是否可读。</translation>
    </message>
    <message>
        <source>The tokenizer&apos;s file is larger than %1 MiB.</source>
        <translation>分词器文件大于 %1 MiB。</translation>
    </message>
    <message>
        <source>Use a model with a tokenizer of BERT, GPT-2, RoBERTa, XLM-R or XLNet, or save it again so that the folder holds tokenizer.json.</source>
        <translation>请使用带 BERT、GPT-2、RoBERTa、XLM-R 或 XLNet 分词器的模型，或重新保存，使文件夹中有 tokenizer.json。</translation>
    </message>
</context>
<context>
    <name>TorchArchive</name>
    <message>
        <source>It has PyTorch&apos;s old format, from before 2020.</source>
        <translation>它是 PyTorch 2020 年以前的旧格式。</translation>
    </message>
    <message>
        <source>It is a pointer of Git LFS, not the weights themselves.</source>
        <translation>它是 Git LFS 的指针，不是权重本身。</translation>
    </message>
    <message>
        <source>The shape or the strides of tensor “%1” are impossible.</source>
        <translation>张量“%1”的形状或步长不可能成立。</translation>
    </message>
    <message>
        <source>The shape of tensor “%1” overflows.</source>
        <translation>张量“%1”的形状溢出。</translation>
    </message>
    <message>
        <source>Tensor “%1” reaches beyond its storage: it needs %2 numbers of %3.</source>
        <translation>张量“%1”超出其存储区：需要 %2 个数，只有 %3 个。</translation>
    </message>
    <message>
        <source>The storage “%2” of tensor “%1” isn&apos;t in the file.</source>
        <translation>张量“%1”的存储区“%2”不在文件中。</translation>
    </message>
    <message>
        <source>Its record “%1” has %2 bytes, but tensor “%3” declares %4 numbers of %5 bytes.</source>
        <translation>其记录“%1”有 %2 字节，但张量“%3”声明了 %4 个 %5 字节的数。</translation>
    </message>
    <message>
        <source>Copy or download the model folder again.</source>
        <translation>请重新复制或下载模型文件夹。</translation>
    </message>
    <message>
        <source>The weights file can&apos;t be used. %1</source>
        <translation>无法使用权重文件。%1</translation>
    </message>
    <message>
        <source>Load it in Python with a current PyTorch and save it again with torch.save, better still as safetensors.</source>
        <translation>请在 Python 中用当前版本的 PyTorch 加载，再用 torch.save 重新保存，最好保存为 safetensors。</translation>
    </message>
    <message>
        <source>It changed while it was read.</source>
        <translation>在读取时发生了变化。</translation>
    </message>
    <message>
        <source>It is no file of PyTorch&apos;s.</source>
        <translation>它不是 PyTorch 的文件。</translation>
    </message>
    <message>
        <source>Fetch the file itself: git lfs pull.</source>
        <translation>请获取文件本身：git lfs pull。</translation>
    </message>
    <message>
        <source>It is a zip file, but not one of PyTorch&apos;s: it lacks data.pkl.</source>
        <translation>它是 zip 文件，但不是 PyTorch 的：缺少 data.pkl。</translation>
    </message>
    <message>
        <source>It is a TorchScript program, which is never run.</source>
        <translation>它是 TorchScript 程序，不会被运行。</translation>
    </message>
    <message>
        <source>Its record “%1” is compressed, which weights never are.</source>
        <translation>其记录“%1”被压缩过，而权重从不压缩。</translation>
    </message>
    <message>
        <source>Its record “%1” is larger than 16 MB.</source>
        <translation>其记录“%1”大于 16 MB。</translation>
    </message>
    <message>
        <source>Its record “%1” is damaged: the check sum differs.</source>
        <translation>其记录“%1”已损坏：校验和不符。</translation>
    </message>
    <message>
        <source>It was written on a computer with another order of bytes (%1).</source>
        <translation>它是在字节顺序不同的计算机上写成的（%1）。</translation>
    </message>
    <message>
        <source>Take weights from a source that you trust, best as safetensors.</source>
        <translation>请使用可信来源的权重，最好是 safetensors 格式。</translation>
    </message>
</context>
<context>
    <name>TorchErrors</name>
    <message>
        <source>There is not enough memory.</source>
        <translation>内存不足。</translation>
    </message>
    <message>
        <source>Close other programs, or choose a smaller batch size, a smaller maximum length or a smaller model.</source>
        <translation>请关闭其他程序，或选择较小的批大小、较小的最大长度或较小的模型。</translation>
    </message>
    <message>
        <source>The model failed while it computed.</source>
        <translation>模型在计算时失败。</translation>
    </message>
    <message>
        <source>Try it again; if it happens again, report it with the details.</source>
        <translation>请重试；若再次发生，请连同详细信息报告。</translation>
    </message>
</context>
<context>
    <name>TrainModel</name>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Own settings, %1</source>
        <translation>自定义设置，%1</translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation>正在加载模型</translation>
    </message>
    <message>
        <source>Reading the pairs as tokens</source>
        <translation>正在将对话对分词</translation>
    </message>
    <message numerus="yes">
        <source>%n pairs are cut</source>
        <translation>
            <numerusform>%n 对被截断</numerusform>
        </translation>
    </message>
    <message>
        <source>They are longer than %1 tokens.</source>
        <translation>长于 %1 个词元。</translation>
    </message>
    <message>
        <source>Testing</source>
        <translation>正在测试</translation>
    </message>
    <message>
        <source>Going on</source>
        <translation>继续运行</translation>
    </message>
    <message>
        <source>Snapshot taken</source>
        <translation>已建立数据快照</translation>
    </message>
    <message>
        <source>%1 pairs, %2</source>
        <translation>%1 对，%2</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>The best step, %1, is kept.</source>
        <translation>已保留最佳的第 %1 步。</translation>
    </message>
    <message>
        <source>No check was made yet.</source>
        <translation>尚未进行检查。</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>The best step is %1.</source>
        <translation>最佳在第 %1 步。</translation>
    </message>
    <message>
        <source>Taking a snapshot of the pairs</source>
        <translation>正在建立数据快照</translation>
    </message>
    <message>
        <source>run %1</source>
        <translation>运行 %1</translation>
    </message>
    <message>
        <source>There is no run of this number.</source>
        <translation>没有这个编号的运行。</translation>
    </message>
    <message>
        <source>Choose a run of this project.</source>
        <translation>请选择本项目的运行。</translation>
    </message>
    <message>
        <source>The run is training already.</source>
        <translation>该运行已在训练中。</translation>
    </message>
    <message>
        <source>Wait for it, or stop it.</source>
        <translation>请等待其结束，或将其停止。</translation>
    </message>
    <message>
        <source>The run is finished.</source>
        <translation>该运行已完成。</translation>
    </message>
    <message>
        <source>Train again to try other settings.</source>
        <translation>要尝试其他设置，请重新训练。</translation>
    </message>
    <message>
        <source>The memory may not be enough.</source>
        <translation>内存可能不足。</translation>
    </message>
    <message>
        <source>The unchanged model stays</source>
        <translation>保留未改动的模型</translation>
    </message>
    <message>
        <source>Fine-tuning brought nothing better on the pairs for checking.</source>
        <translation>在用于检查的对话对上，微调没有带来更好的结果。</translation>
    </message>
    <message>
        <source>Wrong replies added</source>
        <translation>加入的错误回复</translation>
    </message>
    <message numerus="yes">
        <source>%n pairs more to train on.</source>
        <translation>
            <numerusform>另有 %n 对用于训练。</numerusform>
        </translation>
    </message>
    <message>
        <source>The run can&apos;t go on, but its best state, of step %1, is undamaged: evaluate or export run %2 as it is, or train again from the beginning.</source>
        <translation>训练无法继续，但第 %1 步的最佳状态完好：可以直接评估或导出训练 %2，或从头重新训练。</translation>
    </message>
    <message>
        <source>The model that run %1 began with, “%2”, is no longer where it was.</source>
        <translation>训练 %1 开始时所用的模型“%2”已不在原处。</translation>
    </message>
    <message>
        <source>Put its folder back there and go on, or train a new run on a model that is on this computer.</source>
        <translation>请把模型文件夹放回原处再继续，或用这台电脑上的模型重新训练。</translation>
    </message>
</context>
<context>
    <name>Trainer</name>
    <message>
        <source>There are no pairs to train on.</source>
        <translation>没有可用于训练的对话对。</translation>
    </message>
    <message>
        <source>Label some pairs, or keep fewer of them for checking and testing.</source>
        <translation>请标注一些对话对，或少留一些用于检查和测试。</translation>
    </message>
    <message>
        <source>Frozen layers done</source>
        <translation>冻结层已完成</translation>
    </message>
    <message>
        <source>Training began</source>
        <translation>开始训练</translation>
    </message>
    <message>
        <source>Training goes on</source>
        <translation>继续训练</translation>
    </message>
    <message>
        <source>Step %1 of %2.</source>
        <translation>第 %1 步，共 %2 步。</translation>
    </message>
    <message>
        <source>The loss is no longer a number.</source>
        <translation>损失已不是有效数值。</translation>
    </message>
    <message>
        <source>The gradient is no longer a number.</source>
        <translation>梯度已不是有效数值。</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Best so far, %1 %2</source>
        <translation>目前最佳，%1 %2</translation>
    </message>
    <message>
        <source>Step %1, saved.</source>
        <translation>第 %1 步，已保存。</translation>
    </message>
    <message>
        <source>Step %1: no gain, %2 %3</source>
        <translation>第 %1 步：无提升，%2 %3</translation>
    </message>
    <message>
        <source>%1 of %2 checks without gain.</source>
        <translation>%2 次检查中已有 %1 次无提升。</translation>
    </message>
    <message>
        <source>Stopped early</source>
        <translation>已提前停止</translation>
    </message>
    <message numerus="yes">
        <source>%n checks in a row brought nothing better. The best was step %1.</source>
        <translation>
            <numerusform>连续 %n 次检查没有提升。最佳在第 %1 步。</numerusform>
        </translation>
    </message>
    <message>
        <source>epoch %1, step %2, pairs %3</source>
        <translation>第 %1 轮，第 %2 步，对话对 %3</translation>
    </message>
    <message>
        <source>Train again with half the learning rate (%1). The best state so far is kept.</source>
        <translation>请将学习率减半（%1）后重新训练。目前的最佳状态已保留。</translation>
    </message>
    <message>
        <source>Running the frozen layers</source>
        <translation>正在计算冻结层</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>正在训练</translation>
    </message>
    <message>
        <source>correlation</source>
        <translation>相关系数</translation>
    </message>
    <message>
        <source>Nothing of the model is left to train.</source>
        <translation>模型中没有剩下可训练的部分。</translation>
    </message>
    <message>
        <source>Name fewer parts that stay, or let the head train.</source>
        <translation>请少列保持不变的部分，或让输出头参与训练。</translation>
    </message>
    <message>
        <source>One more layer trains</source>
        <translation>又有一层开始训练</translation>
    </message>
    <message>
        <source>From now on the whole model learns.</source>
        <translation>从现在起整个模型都学习。</translation>
    </message>
    <message numerus="yes">
        <source>From now on the upper %n layers learn.</source>
        <translation>
            <numerusform>从现在起顶部 %n 层学习。</numerusform>
        </translation>
    </message>
    <message>
        <source>Frozen layers found</source>
        <translation>已找到冻结层的结果</translation>
    </message>
    <message>
        <source>An earlier run kept what they make of the %1 pairs.</source>
        <translation>先前的一次训练保留了它们对这 %1 对的计算结果。</translation>
    </message>
    <message>
        <source>%1 pairs in %2 s; every epoch reads what they made.</source>
        <translation>%1 对，用时 %2 秒；每一轮都直接读取其结果。</translation>
    </message>
    <message>
        <source>Texts read by the frozen model</source>
        <translation>冻结的模型已读完文本</translation>
    </message>
    <message>
        <source>%1 different texts in %2 s.</source>
        <translation>%1 段不同的文本，用时 %2 秒。</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>Look for a damaged model, or for scores that are far out.</source>
        <translation>请检查模型是否损坏，或是否有离谱的分数。</translation>
    </message>
    <message>
        <source>The checkpoint does not fit this training.</source>
        <translation>检查点与此训练不符。</translation>
    </message>
    <message>
        <source>Start the training again from the beginning.</source>
        <translation>请从头开始训练。</translation>
    </message>
    <message>
        <source>%1 different texts in %2 s; an earlier run had kept %3 of them.</source>
        <translation>%1 段不同的文本，用时 %2 秒；其中 %3 段由之前的训练保留。</translation>
    </message>
    <message>
        <source>Probabilities adjusted</source>
        <translation>已校准概率</translation>
    </message>
    <message>
        <source>The model&apos;s percentages now fit the %1 pairs for checking. Loss on them %2, before %3.</source>
        <translation>模型给出的百分比现在与 %1 个检查用对话对相符。在它们上的损失为 %2，此前为 %3。</translation>
    </message>
    <message>
        <source>The head begins fitted</source>
        <translation>输出层以拟合值开始</translation>
    </message>
    <message numerus="yes">
        <source>To %Ln pairs, with the model as it is.</source>
        <translation>
            <numerusform>按未训练的模型，用 %Ln 对拟合。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>To %Ln pairs, with the model as it is. Loss on the pairs for checking %1.</source>
        <translation>
            <numerusform>按未训练的模型，用 %Ln 对拟合。检查用对话对上的损失为 %1。</numerusform>
        </translation>
    </message>
    <message>
        <source>Frozen layers compute in 8 bits</source>
        <translation>冻结层以 8 位计算</translation>
    </message>
    <message>
        <source>Frozen layers don&apos;t compute in 8 bits</source>
        <translation>冻结层没有以 8 位计算</translation>
    </message>
    <message>
        <source>The trained model is exact again, and is tested so.</source>
        <translation>训练好的模型仍然是精确的，测试时也是如此。</translation>
    </message>
    <message>
        <source>That takes a processor with AVX-512 VNNI. Here they compute as the layers that train.</source>
        <translation>这需要带有 AVX-512 VNNI 的处理器。在这里，它们与参与训练的层一样计算。</translation>
    </message>
</context>
<context>
    <name>TrainingRecipe</name>
    <message>
        <source>Appropriate or not</source>
        <translation>是否恰当</translation>
    </message>
    <message>
        <source>A score</source>
        <translation>分数</translation>
    </message>
    <message>
        <source>What it learns</source>
        <translation>学习目标</translation>
    </message>
    <message>
        <source>A yes or no, or a number</source>
        <translation>是或否，或数值</translation>
    </message>
    <message>
        <source>Whether the model decides between appropriate and not appropriate (classification) or predicts the score you gave (regression).</source>
        <translation>模型判断恰当与不恰当（分类），还是预测给出的分数（回归）。</translation>
    </message>
    <message>
        <source>Training pairs, at most</source>
        <translation>训练对话对上限</translation>
    </message>
    <message>
        <source>pairs</source>
        <translation>对</translation>
    </message>
    <message>
        <source>Only the first so many training pairs are used. Handy to see how much more labels would help.</source>
        <translation>只使用前若干个训练对话对。便于了解增加标注能带来多少提升。</translation>
    </message>
    <message>
        <source>Pairs for checking</source>
        <translation>检查用对话对</translation>
    </message>
    <message>
        <source>%</source>
        <translation>%</translation>
    </message>
    <message>
        <source>Usual: 5 to 30</source>
        <translation>常用：5 到 30</translation>
    </message>
    <message>
        <source>Pairs for the final test</source>
        <translation>最终测试用对话对</translation>
    </message>
    <message>
        <source>Earlier turns</source>
        <translation>前文</translation>
    </message>
    <message>
        <source>turns</source>
        <translation>条</translation>
    </message>
    <message>
        <source>How many turns before the customer&apos;s question the model reads.</source>
        <translation>模型读取客户提问之前的多少条发言。</translation>
    </message>
    <message>
        <source>Longest input</source>
        <translation>最大输入长度</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>Usual: 64 to 512</source>
        <translation>常用：64 到 512</translation>
    </message>
    <message>
        <source>Question and reply together are cut to so many tokens (a token is a word or a part of one). Longer inputs need more time and memory.</source>
        <translation>提问和回复合计截断到多少词元（词元是词或词的一部分）。输入越长，所需时间和内存越多。</translation>
    </message>
    <message>
        <source>Layers that train</source>
        <translation>训练的层数</translation>
    </message>
    <message>
        <source>layers</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Epochs, at most</source>
        <translation>轮次上限</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>Usual: 1 to 10</source>
        <translation>常用：1 到 10</translation>
    </message>
    <message>
        <source>How often the model goes through all training pairs. It stops earlier when the checks show no more gain.</source>
        <translation>模型遍历全部训练对话对的次数。若检查不再有提升，会提前停止。</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>批大小</translation>
    </message>
    <message>
        <source>Usual: 8 to 64</source>
        <translation>常用：8 到 64</translation>
    </message>
    <message>
        <source>Pairs that the model sees before it changes its weights once. Larger batches need more memory.</source>
        <translation>模型每次更改权重前看多少对。批越大，所需内存越多。</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Usual: 1e-5 to 5e-4</source>
        <translation>常用：1e-5 到 5e-4</translation>
    </message>
    <message>
        <source>How far the weights move in one step. Too high and the model forgets what it knew, too low and it learns nothing.</source>
        <translation>权重在一步中移动多远。过高会忘记已知的内容，过低则什么也学不到。</translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation>预热</translation>
    </message>
    <message>
        <source>Usual: 0 to 0.2 of all steps</source>
        <translation>常用：全部步数的 0 到 0.2</translation>
    </message>
    <message>
        <source>Part of all steps during which the learning rate rises from 0.</source>
        <translation>学习率从 0 上升的阶段占全部步数的比例。</translation>
    </message>
    <message>
        <source>Falls evenly to 0</source>
        <translation>均匀降到 0</translation>
    </message>
    <message>
        <source>Stays the same, no warm-up</source>
        <translation>保持不变，无预热</translation>
    </message>
    <message>
        <source>Stays the same after the warm-up</source>
        <translation>预热后保持不变</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>学习率变化</translation>
    </message>
    <message>
        <source>Usual: falls evenly to 0</source>
        <translation>常用：均匀降到 0</translation>
    </message>
    <message>
        <source>How the learning rate changes from step to step.</source>
        <translation>学习率如何随步数变化。</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>权重衰减</translation>
    </message>
    <message>
        <source>Usual: 0 to 0.1</source>
        <translation>常用：0 到 0.1</translation>
    </message>
    <message>
        <source>Pulls the weights gently towards 0, which helps against learning the training pairs by heart. Biases and norms are left out.</source>
        <translation>将权重轻微拉向 0，有助于避免死记训练对话对。偏置和归一化参数除外。</translation>
    </message>
    <message>
        <source>Gradient clip</source>
        <translation>梯度裁剪</translation>
    </message>
    <message>
        <source>Limits how strongly one unusual batch can move the weights.</source>
        <translation>限制异常的一批对权重的影响。</translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation>随机丢弃</translation>
    </message>
    <message>
        <source>Checks in an epoch</source>
        <translation>每轮检查次数</translation>
    </message>
    <message>
        <source>checks</source>
        <translation>次</translation>
    </message>
    <message>
        <source>Usual: 1 to 4</source>
        <translation>常用：1 到 4</translation>
    </message>
    <message>
        <source>How often in an epoch the model is tried on the pairs kept for checking. The best state is kept.</source>
        <translation>每轮用检查用对话对检验模型多少次。保留最佳状态。</translation>
    </message>
    <message>
        <source>Stop early after</source>
        <translation>提前停止</translation>
    </message>
    <message>
        <source>checks without gain</source>
        <translation>次无提升的检查</translation>
    </message>
    <message>
        <source>Training ends when so many checks in a row bring nothing better.</source>
        <translation>连续多少次检查没有提升时结束训练。</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>Validation loss</source>
        <translation>验证损失</translation>
    </message>
    <message>
        <source>Keep best by</source>
        <translation>最佳的依据</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Any whole number</source>
        <translation>任意整数</translation>
    </message>
    <message>
        <source>Start of the random numbers. The same seed with the same data and settings gives the same result.</source>
        <translation>随机数的起点。种子、数据和设置都相同时，结果相同。</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>线程数</translation>
    </message>
    <message>
        <source>threads</source>
        <translation>线程</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>均衡</translation>
    </message>
    <message>
        <source>Best quality</source>
        <translation>最佳质量</translation>
    </message>
    <message>
        <source>Textbook</source>
        <translation>标准做法</translation>
    </message>
    <message>
        <source>The whole model as textbooks train it: batches of 8, long inputs, a small learning rate. The slowest.</source>
        <translation>按教科书训练整个模型：每批 8 对，长输入，小学习率。最慢。</translation>
    </message>
    <message>
        <source>There is no training setting “%1”.</source>
        <translation>没有训练设置“%1”。</translation>
    </message>
    <message>
        <source>Did you mean “%1”?</source>
        <translation>是否指“%1”？</translation>
    </message>
    <message>
        <source>“%1” can&apos;t be %2.</source>
        <translation>“%1”不能是 %2。</translation>
    </message>
    <message>
        <source>Give a number from %1 to %2.</source>
        <translation>请给出 %1 到 %2 之间的数。</translation>
    </message>
    <message>
        <source>Give a whole number from %1 to %2.</source>
        <translation>请给出 %1 到 %2 之间的整数。</translation>
    </message>
    <message>
        <source>“%1” can&apos;t be “%2”.</source>
        <translation>“%1”不能是“%2”。</translation>
    </message>
    <message>
        <source>Choose one of: %1.</source>
        <translation>请选择其一：%1。</translation>
    </message>
    <message>
        <source>Give a number from 0 to %1, or −1 to keep the model&apos;s own.</source>
        <translation>请给出 0 到 %1 之间的数，或 −1 以沿用模型自带值。</translation>
    </message>
    <message>
        <source>%1 % of the pairs for checking and %2 % for the test leave nothing to train on.</source>
        <translation>%1 % 的对话对用于检查、%2 % 用于测试，没有剩下可训练的。</translation>
    </message>
    <message>
        <source>Make the two of them less than 100 % together.</source>
        <translation>请使两者之和小于 100 %。</translation>
    </message>
    <message>
        <source>Correlation (MCC)</source>
        <translation>相关系数（MCC）</translation>
    </message>
    <message>
        <source>No choice: the last state</source>
        <translation>不选择：最后的状态</translation>
    </message>
    <message>
        <source>Usual: correlation</source>
        <translation>常用：相关系数</translation>
    </message>
    <message>
        <source>The number that decides which state of the model is the best. The correlation of verdicts and labels is 0 for every way of guessing; F1 is high already for a model that calls everything appropriate. Scores always go by the validation loss.</source>
        <translation>决定模型哪个状态最好的数值。判断与标签的相关系数对任何猜测都是 0；而把一切都判为合适的模型，F1 就已经很高。评分任务始终看验证损失。</translation>
    </message>
    <message>
        <source>A number, or “all”</source>
        <translation>数字，或“全部”</translation>
    </message>
    <message>
        <source>More: slower, closer fit; or “all”</source>
        <translation>多则慢、更贴合；或“全部”</translation>
    </message>
    <message>
        <source>The upper layers of the model learn, the others stay as they are and run only once. 0 trains the last step alone, “all” the whole model.</source>
        <translation>模型的上层参与学习，其余各层保持不变，只计算一次。0 只训练最后一步，“全部”训练整个模型。</translation>
    </message>
    <message>
        <source>Usual: 0.5 to 5, or “off”</source>
        <translation>常用：0.5 到 5，或“关闭”</translation>
    </message>
    <message>
        <source>Usual: 0 to 0.3, or “automatic”</source>
        <translation>常用：0 到 0.3，或“自动”</translation>
    </message>
    <message>
        <source>Part of the values that is left out at random while training, which helps against learning the training pairs by heart. “automatic”: as the model has it.</source>
        <translation>训练时随机略去的数值比例，有助于避免死记训练对话对。“自动”：沿用模型自带值。</translation>
    </message>
    <message>
        <source>Usual: 2 to 5, or “never”</source>
        <translation>常用：2 到 5，或“从不”</translation>
    </message>
    <message>
        <source>A number, or “automatic”</source>
        <translation>数字，或“自动”</translation>
    </message>
    <message>
        <source>How many processor cores work on the training. “automatic”: all of them.</source>
        <translation>用多少个处理器核心训练。“自动”：全部核心。</translation>
    </message>
    <message>
        <source>Cut the longer text</source>
        <translation>截断较长的文本</translation>
    </message>
    <message>
        <source>Cut the conversation, keep the reply</source>
        <translation>截断会话，保留回复</translation>
    </message>
    <message>
        <source>When a pair is too long</source>
        <translation>对话对过长时</translation>
    </message>
    <message>
        <source>Usual: cut the longer text</source>
        <translation>常用：截断较长的文本</translation>
    </message>
    <message>
        <source>Which text gives when question and reply together are longer than the longest input. Most models cut at the end, so that a long conversation loses the question first; fewer earlier turns help. A reply that is too long by itself is cut in any case.</source>
        <translation>提问与回复合起来超过最大输入长度时截断哪段文本。多数模型从末尾截断，因此很长的会话会先丢掉提问；减少前文条数会有帮助。回复本身过长时，无论如何都会被截断。</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>Graphics card</source>
        <translation>显卡</translation>
    </message>
    <message>
        <source>Computes on</source>
        <translation>计算设备</translation>
    </message>
    <message>
        <source>Usual: automatic</source>
        <translation>通常：自动</translation>
    </message>
    <message>
        <source>Exact (32 bits)</source>
        <translation>精确（32 位）</translation>
    </message>
    <message>
        <source>Fast (16 bits)</source>
        <translation>快速（16 位）</translation>
    </message>
    <message>
        <source>Computing with</source>
        <translation>计算精度</translation>
    </message>
    <message>
        <source>Learning rate of the head</source>
        <translation>输出头的学习率</translation>
    </message>
    <message>
        <source>Usual: 1 to 10 times the other, or “the same”</source>
        <translation>常用：学习率的 1 到 10 倍，或“相同”</translation>
    </message>
    <message>
        <source>How far the last step, which gives the answer, moves in one step. It starts from nothing, so that it may learn faster than the layers, which know the language already.</source>
        <translation>给出答案的最后一步每次移动多远。它从零开始，因此可以比已经懂语言的各层学得更快。</translation>
    </message>
    <message>
        <source>Slower below</source>
        <translation>下层更慢</translation>
    </message>
    <message>
        <source>Usual: 0.8 to 1, or “off”</source>
        <translation>常用：0.8 到 1，或“关闭”</translation>
    </message>
    <message>
        <source>Each layer learns so many times as fast as the one above it: 0.9 is nine tenths. The lower layers, which know the words, keep more of what they knew.</source>
        <translation>每一层的学习速度是上一层的多少倍：0.9 即十分之九。懂词语的下层保留更多已知内容。</translation>
    </message>
    <message>
        <source>Dropout in attention</source>
        <translation>注意力随机丢弃</translation>
    </message>
    <message>
        <source>The same for the weights with which each word looks at the others. “automatic”: as the dropout above. 0 is faster.</source>
        <translation>同上，针对每个词看其他词时的权重。“自动”：与上面的随机丢弃相同。0 更快。</translation>
    </message>
    <message>
        <source>Label smoothing</source>
        <translation>标签平滑</translation>
    </message>
    <message>
        <source>Usual: 0 to 0.2</source>
        <translation>常用：0 到 0.2</translation>
    </message>
    <message>
        <source>So much of each label is doubted: with 0.1 a reply labelled appropriate counts as 95 % appropriate. Helps where labels hold mistakes. Only for appropriate or not.</source>
        <translation>对每个标注怀疑多少：0.1 时，标为恰当的回复按 95 % 恰当计算。标注中有错误时有帮助。仅用于恰当与否。</translation>
    </message>
    <message>
        <source>Every pair alike</source>
        <translation>每对相同</translation>
    </message>
    <message>
        <source>Both classes alike</source>
        <translation>两类相同</translation>
    </message>
    <message>
        <source>Weight of the classes</source>
        <translation>类别权重</translation>
    </message>
    <message>
        <source>Usual: every pair alike</source>
        <translation>常用：每对相同</translation>
    </message>
    <message>
        <source>With both classes alike, pairs of the rarer class count for more, so that the model doesn&apos;t neglect it. Only for appropriate or not.</source>
        <translation>选“两类相同”时，较少一类的对话对计得更重，模型就不会忽略它。仅用于恰当与否。</translation>
    </message>
    <message>
        <source>One more layer trains every</source>
        <translation>每隔多久多训练一层</translation>
    </message>
    <message>
        <source>Usual: 0.5 to 2, or “off”</source>
        <translation>常用：0.5 到 2，或“关闭”</translation>
    </message>
    <message>
        <source>The last step learns alone first; then the top layer joins it, then the one below, down to the layers that train. Gentle with what the model knows where there are few labels.</source>
        <translation>先只训练最后一步，然后加入顶层，再加入下一层，直到所有参与训练的层。标注很少时能较好地保留模型已知的内容。</translation>
    </message>
    <message>
        <source>Parts that stay</source>
        <translation>保持不变的部分</translation>
    </message>
    <message>
        <source>Names from the model, such as bert.embeddings</source>
        <translation>模型中的名称，如 bert.embeddings</translation>
    </message>
    <message>
        <source>These parts of the model never learn, whatever the layers above say. Names are divided by commas; * stands for any letters, as in *LayerNorm*.</source>
        <translation>无论训练哪些层，模型的这些部分都不学习。名称用逗号分隔；* 代表任意字母，如 *LayerNorm*。</translation>
    </message>
    <message>
        <source>LoRA rank</source>
        <translation>LoRA 秩</translation>
    </message>
    <message>
        <source>Usual: 4 to 32, or “off”</source>
        <translation>常用：4 到 32，或“关闭”</translation>
    </message>
    <message>
        <source>The layers stay as they are and learn a small addition instead; the larger the number, the more can be learned. Needs a higher learning rate, about ten times. Saved states are small, and the finished model is an ordinary one.</source>
        <translation>各层保持原样，改为学习一个小的附加部分；数值越大，能学的越多。需要约十倍的学习率。保存的状态很小，完成的模型是普通模型。</translation>
    </message>
    <message>
        <source>LoRA alpha</source>
        <translation>LoRA alpha</translation>
    </message>
    <message>
        <source>Usual: once or twice the rank</source>
        <translation>常用：秩的一到两倍</translation>
    </message>
    <message>
        <source>How strongly the addition counts: it is multiplied by this and divided by the rank.</source>
        <translation>附加部分的强度：乘以该值再除以秩。</translation>
    </message>
    <message>
        <source>Batches in one step</source>
        <translation>每步的批数</translation>
    </message>
    <message>
        <source>batches</source>
        <translation>批</translation>
    </message>
    <message>
        <source>Usual: 1 to 16</source>
        <translation>常用：1 到 16</translation>
    </message>
    <message>
        <source>So many batches are added up before the weights change once: what a larger batch would do, in the memory of a small one.</source>
        <translation>累加多少批之后才更改一次权重：效果如同更大的批，内存只需一小批。</translation>
    </message>
    <message>
        <source>AdamW</source>
        <translation>AdamW</translation>
    </message>
    <message>
        <source>Adam</source>
        <translation>Adam</translation>
    </message>
    <message>
        <source>SGD with momentum 0.9</source>
        <translation>SGD，动量 0.9</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>Usual: AdamW</source>
        <translation>常用：AdamW</translation>
    </message>
    <message>
        <source>How a step follows the slope. AdamW and Adam give each weight a step of its own size; they differ in how weight decay is taken. SGD takes one size for all and needs a learning rate 10 to 100 times as large.</source>
        <translation>每步如何沿坡度前进。AdamW 和 Adam 让每个权重有自己的步长，两者的区别在于权重衰减的方式。SGD 对所有权重用同一步长，学习率需大 10 到 100 倍。</translation>
    </message>
    <message>
        <source>Falls to 0 in a wave</source>
        <translation>沿余弦波降到 0</translation>
    </message>
    <message>
        <source>Give one line of at most %1 letters.</source>
        <translation>请给出一行，最多 %1 个字符。</translation>
    </message>
    <message>
        <source>As a whole</source>
        <translation>整体阅读</translation>
    </message>
    <message>
        <source>Part by part</source>
        <translation>分部分阅读</translation>
    </message>
    <message>
        <source>Part by part, the model unchanged</source>
        <translation>分部分阅读，模型不变</translation>
    </message>
    <message>
        <source>How it reads a pair</source>
        <translation>怎样阅读对话对</translation>
    </message>
    <message>
        <source>Part by part learns more from few labels</source>
        <translation>标签少时，分部分阅读学得更多</translation>
    </message>
    <message>
        <source>Quick</source>
        <translation>快速</translation>
    </message>
    <message>
        <source>The model itself stays as it is: only what the parts of a pair mean is compared. Quick, and good with few labels.</source>
        <translation>模型本身不变，只比较各部分的含义。很快，标签少也能用。</translation>
    </message>
    <message>
        <source>The quick way first, then the whole model is fine-tuned; what does better on the pairs for checking is kept. A good first choice.</source>
        <translation>先用快速方式，再微调整个模型，保留在检查对话对上更好的那个。适合作为首选。</translation>
    </message>
    <message>
        <source>Usual: exact</source>
        <translation>常用：精确</translation>
    </message>
    <message>
        <source>How finely numbers are rounded while training. “Fast” is quicker on a processor that has it and slower elsewhere; the trained model is exact in any case. “Automatic” is fast where the processor has it.</source>
        <translation>训练时数值舍入的精细程度。“快速”在支持它的处理器上更快，在其他处理器上更慢；训练好的模型始终是精确的。“自动”：处理器支持时用快速。</translation>
    </message>
    <message>
        <source>Wrong replies added</source>
        <translation>加入的错误回复</translation>
    </message>
    <message>
        <source>a pair</source>
        <translation>每对</translation>
    </message>
    <message>
        <source>Usual: 0 to 2</source>
        <translation>常用：0 到 2</translation>
    </message>
    <message>
        <source>“Automatic” is the processor. A graphics card of NVIDIA&apos;s needs a program that was built for it, and has not been tried yet.</source>
        <translation>“自动”即使用处理器。NVIDIA 显卡需要专门为其构建的程序，且尚未经过测试。</translation>
    </message>
    <message>
        <source>Part by part, both ways</source>
        <translation>分部分阅读，两种方式</translation>
    </message>
    <message>
        <source>As a whole: question and reply as one text, as most programs do it. Part by part: what the conversation, the customer&apos;s last turn and the reply mean, and how alike they are. With the model unchanged only these comparisons are learned: quick, and of use from about a hundred labels on; layers, epochs and learning rates then don&apos;t matter. Both ways: the one, then the other; the better stays.</source>
        <translation>整体阅读：把提问与回复当作一段文本，多数程序都这样做。分部分阅读：比较会话、客户最后一句和回复各自的含义，以及它们有多相似。模型不变时只学习这些比较：很快，大约一百个标签起就有用；此时层数、轮数和学习率都不起作用。两种方式：先后各训练一次，保留更好的。</translation>
    </message>
    <message>
        <source>How many of the pairs without a fixed split are kept out of training to check the model while it learns, of each label its share. Pairs of one dialogue stay together.</source>
        <translation>在没有固定划分的对话对中，有多少不参与训练，用于在学习过程中检查模型，每种标注按比例。同一会话的对话对不会分开。</translation>
    </message>
    <message>
        <source>As long as the project has no test set, so many of the labelled pairs are set aside for it: whole dialogues, of each label its share. They stay in it, and no training ever sees them, so that the result is honest. What comes later joins the other pairs.</source>
        <translation>只要项目还没有测试集，就从已标注的对话对中留出这么多：以整个会话为单位，每种标注按比例。它们一直留在测试集中，任何训练都不会用到，因此结果可信。之后加入的归入其余的对话对。</translation>
    </message>
    <message>
        <source>To each appropriate pair that trains so many pairs are added in which a reply from another dialogue on the same topic stands in for a wrong one, new ones in every epoch where the whole model learns. The model then learns what makes a reply fit instead of learning pairs by heart. Your labels stay as they are.</source>
        <translation>为每个用于训练的合适对话对添加这么多个对话对，其中的回复来自同一主题的另一个会话，作为错误的回复；整个模型都在学习时，每轮都换新的。这样模型学到的是怎样的回复才合适，而不是死记对话对。已有的标注保持不变。</translation>
    </message>
    <message>
        <source>As balanced, with one epoch more and twice as many wrong replies to tell from right ones. Takes about twice as long.</source>
        <translation>同“均衡”，但多一轮，要辨别的错误回复多一倍。用时约为两倍。</translation>
    </message>
    <message>
        <source>As the layers that train</source>
        <translation>与参与训练的层相同</translation>
    </message>
    <message>
        <source>Coarse (8 bits)</source>
        <translation>粗略（8 位）</translation>
    </message>
    <message>
        <source>Frozen layers compute with</source>
        <translation>冻结层的计算精度</translation>
    </message>
    <message>
        <source>Usual: as the layers that train</source>
        <translation>通常：与参与训练的层相同</translation>
    </message>
    <message>
        <source>Layers that stay as they are run over each pair once. “Coarse” does that in about two thirds of the time that “fast” takes, on a processor that has it; elsewhere it is as the layers that train. The trained model is exact in any case, and is tested so. Changes nothing where all layers train.</source>
        <translation>保持不变的层对每个对话对只运行一次。在支持它的处理器上，“粗略”所需的时间约为“快速”的三分之二；在其他处理器上，与参与训练的层相同。训练好的模型始终是精确的，测试时也是如此。所有层都参与训练时没有影响。</translation>
    </message>
    <message>
        <source>“tunedesk-cli train --help” lists all settings.</source>
        <translation>“tunedesk-cli train --help”列出所有设置。</translation>
    </message>
    <message>
        <source>Did you mean one of these: %1?</source>
        <translation>是否指其中之一：%1？</translation>
    </message>
</context>
<context>
    <name>TrainingState</name>
    <message>
        <source>The checkpoint does not fit this training.</source>
        <translation>检查点与此训练不符。</translation>
    </message>
    <message>
        <source>Start the training again from the beginning.</source>
        <translation>请从头开始训练。</translation>
    </message>
    <message>
        <source>The checkpoint is of a training with other settings.</source>
        <translation>检查点来自设置不同的训练。</translation>
    </message>
    <message>
        <source>The model is another one than when this run began: its weights have changed.</source>
        <translation>模型与这次训练开始时不同：权重已改变。</translation>
    </message>
    <message>
        <source>Put the weights back that stood there and go on with the run, or train a new run on those that stand there now.</source>
        <translation>请把原来的权重放回原处再继续，或用现在的权重重新训练。</translation>
    </message>
</context>
<context>
    <name>TruncationReport</name>
    <message>
        <source>A length of %1 tokens leaves no room for a text.</source>
        <translation>%1 个词元的长度容不下文本。</translation>
    </message>
    <message>
        <source>Take %1 or more.</source>
        <translation>请取 %1 或更多。</translation>
    </message>
    <message>
        <source>Counting tokens</source>
        <translation>正在统计词元</translation>
    </message>
</context>
<context>
    <name>VocabularyFile</name>
    <message>
        <source>%1, line %2</source>
        <translation>%1，第 %2 行</translation>
    </message>
    <message>
        <source>Get the file again from where the model came from.</source>
        <translation>请从模型的来源重新获取文件。</translation>
    </message>
    <message>
        <source>A line of the vocabulary is empty.</source>
        <translation>词表中有一行是空的。</translation>
    </message>
    <message>
        <source>A line of the vocabulary is no valid UTF-8.</source>
        <translation>词表中有一行不是有效的 UTF-8。</translation>
    </message>
    <message>
        <source>The vocabulary holds “%1” twice; it stands on line %2 already.</source>
        <translation>词表中“%1”出现两次；第 %2 行已有。</translation>
    </message>
    <message>
        <source>The vocabulary is empty.</source>
        <translation>词表是空的。</translation>
    </message>
    <message>
        <source>The token “%1” has the number %2 in one file and %3 in the other.</source>
        <translation>词元“%1”在一个文件中的编号是 %2，在另一个中是 %3。</translation>
    </message>
    <message>
        <source>Get the model&apos;s files again; they don&apos;t belong together.</source>
        <translation>请重新获取模型的文件；这些文件不属于同一模型。</translation>
    </message>
    <message>
        <source>The vocabulary lacks the special token “%1”.</source>
        <translation>词表缺少特殊词元“%1”。</translation>
    </message>
</context>
<context>
    <name>WaitForStep</name>
    <message>
        <source>Undoing a step</source>
        <translation>正在撤销步骤</translation>
    </message>
    <message>
        <source>Changing many pairs</source>
        <translation>正在更改大量对话对</translation>
    </message>
</context>
<context>
    <name>WatchIndex</name>
    <message>
        <source>Searches read what is not in the index yet</source>
        <translation>尚未编入索引的内容，搜索时直接读取</translation>
    </message>
</context>
<context>
    <name>WeightReader</name>
    <message>
        <source>Copy or download the model folder again.</source>
        <translation>请重新复制或下载模型文件夹。</translation>
    </message>
    <message>
        <source>The weights file ended within “%1” while it was read.</source>
        <translation>权重文件在读取“%1”时中断。</translation>
    </message>
    <message>
        <source>The record “%1” of the weights file is damaged: the check sum differs.</source>
        <translation>权重文件的记录“%1”已损坏：校验和不符。</translation>
    </message>
</context>
<context>
    <name>WeightTable</name>
    <message>
        <source>Copy or download the model folder again.</source>
        <translation>请重新复制或下载模型文件夹。</translation>
    </message>
    <message>
        <source>Tensor “%1” stands in two files of the model.</source>
        <translation>张量“%1”出现在模型的两个文件中。</translation>
    </message>
    <message>
        <source>The list of the model&apos;s shards is larger than 16 MB.</source>
        <translation>模型的分片列表大于 16 MB。</translation>
    </message>
    <message>
        <source>The list of the model&apos;s shards changed while it was read.</source>
        <translation>模型的分片列表在读取时发生了变化。</translation>
    </message>
    <message>
        <source>The list of the model&apos;s shards has no weight_map.</source>
        <translation>模型的分片列表中没有 weight_map。</translation>
    </message>
    <message>
        <source>Tensor “%1” is said to lie in “%2”, which is no file of this folder.</source>
        <translation>张量“%1”被标为位于“%2”，而它不是本文件夹中的文件。</translation>
    </message>
    <message>
        <source>The model has more than %1 shards.</source>
        <translation>模型的分片超过 %1 个。</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) of the model&apos;s weights are missing: an incomplete download?</source>
        <translation>
            <numerusform>缺少 %n 个模型权重文件：下载不完整？</numerusform>
        </translation>
    </message>
    <message>
        <source>Tensor “%1” isn&apos;t in the file that the list of shards names.</source>
        <translation>张量“%1”不在分片列表所指的文件中。</translation>
    </message>
    <message>
        <source>The folder holds no weights that can be read.</source>
        <translation>文件夹中没有可读取的权重。</translation>
    </message>
    <message>
        <source>Choose a folder with model.safetensors or pytorch_model.bin; other formats have to be converted in Python first.</source>
        <translation>请选择含有 model.safetensors 或 pytorch_model.bin 的文件夹；其他格式须先在 Python 中转换。</translation>
    </message>
</context>
<context>
    <name>XlNet</name>
    <message>
        <source>It must be one of %1.</source>
        <translation>必须是以下之一：%1。</translation>
    </message>
    <message>
        <source>It must be false.</source>
        <translation>必须是 false。</translation>
    </message>
    <message>
        <source>It must divide the width, which is %1.</source>
        <translation>必须能整除宽度（%1）。</translation>
    </message>
    <message>
        <source>It must be the width divided by the number of heads, which is %1.</source>
        <translation>必须等于宽度除以注意力头数，即 %1。</translation>
    </message>
    <message>
        <source>It must be an even number.</source>
        <translation>必须是偶数。</translation>
    </message>
    <message>
        <source>Choose a plain XLNet; this kind isn&apos;t supported.</source>
        <translation>请选择普通的 XLNet；不支持这种模型。</translation>
    </message>
</context>
<context>
    <name>XlsxReader</name>
    <message>
        <source>Copy or download the spreadsheet again.</source>
        <translation>请重新复制或下载这个电子表格。</translation>
    </message>
    <message>
        <source>This XLSX can&apos;t be read. %1</source>
        <translation>这个 XLSX 无法读取。%1</translation>
    </message>
    <message>
        <source>Open it in a spreadsheet program and save it again as .xlsx.</source>
        <translation>请用电子表格程序打开它，再另存为 .xlsx。</translation>
    </message>
    <message>
        <source>Save the table as .xlsx, or as CSV in UTF-8.</source>
        <translation>请把表格另存为 .xlsx，或 UTF-8 的 CSV。</translation>
    </message>
    <message>
        <source>This is a binary spreadsheet (.xlsb), not XLSX.</source>
        <translation>这是二进制电子表格（.xlsb），不是 XLSX。</translation>
    </message>
    <message>
        <source>This is a text document (.docx), not XLSX.</source>
        <translation>这是文字文档（.docx），不是 XLSX。</translation>
    </message>
    <message>
        <source>This is a presentation (.pptx), not XLSX.</source>
        <translation>这是演示文稿（.pptx），不是 XLSX。</translation>
    </message>
    <message>
        <source>This is an OpenDocument file, not XLSX.</source>
        <translation>这是 OpenDocument 文件，不是 XLSX。</translation>
    </message>
    <message>
        <source>This is a ZIP file, but no spreadsheet.</source>
        <translation>这是 ZIP 文件，但不是电子表格。</translation>
    </message>
    <message>
        <source>A part of this XLSX is missing.</source>
        <translation>这个 XLSX 缺少一部分。</translation>
    </message>
    <message>
        <source>%1, line %2, column %3</source>
        <translation>%1，第 %2 行，第 %3 列</translation>
    </message>
    <message>
        <source>Wait until it is complete and try again.</source>
        <translation>请等它写完再试。</translation>
    </message>
    <message>
        <source>One piece of this part is longer than 16 MB.</source>
        <translation>这一部分里有一段超过 16 MB。</translation>
    </message>
    <message>
        <source>DTD not allowed: no XLSX needs one.</source>
        <translation>不允许 DTD：XLSX 用不到它。</translation>
    </message>
    <message>
        <source>Its elements are nested deeper than %1.</source>
        <translation>其中的元素嵌套超过 %1 层。</translation>
    </message>
    <message>
        <source>The XML is broken: %1</source>
        <translation>XML 已损坏：%1</translation>
    </message>
    <message>
        <source>The XML ends too early.</source>
        <translation>XML 提前结束。</translation>
    </message>
    <message>
        <source>“%1” is no number of a row.</source>
        <translation>“%1”不是行号。</translation>
    </message>
    <message>
        <source>“%1” is no cell between A1 and XFD1048576.</source>
        <translation>“%1”不是 A1 到 XFD1048576 之间的单元格。</translation>
    </message>
    <message>
        <source>Cell %1 stands in row %2.</source>
        <translation>单元格 %1 却在第 %2 行里。</translation>
    </message>
    <message>
        <source>The row holds more than 16 MB of text.</source>
        <translation>这一行的文本超过 16 MB。</translation>
    </message>
    <message>
        <source>Row %1 has more cells than columns.</source>
        <translation>第 %1 行的单元格比列还多。</translation>
    </message>
    <message>
        <source>Cell %1%2 stands in the row twice.</source>
        <translation>单元格 %1%2 在这一行里出现了两次。</translation>
    </message>
    <message>
        <source>Its cells repeat few texts too often: more than %1 times the file&apos;s size.</source>
        <translation>单元格把少量文本重复了太多次：超过文件大小的 %1 倍。</translation>
    </message>
    <message>
        <source>Cell %1 holds half of a letter.</source>
        <translation>单元格 %1 含有半个字符。</translation>
    </message>
    <message>
        <source>Cell %1 is of the unknown kind “%2”.</source>
        <translation>单元格 %1 的类型“%2”不认识。</translation>
    </message>
    <message>
        <source>Cell %1 names the shared text %2, but the file has %3.</source>
        <translation>单元格 %1 引用了共享文本 %2，但文件里只有 %3 个。</translation>
    </message>
    <message>
        <source>Cell %1 holds “%2”, which is no number.</source>
        <translation>单元格 %1 里的“%2”不是数字。</translation>
    </message>
    <message>
        <source>The spreadsheet has no sheets of cells.</source>
        <translation>电子表格里没有工作表。</translation>
    </message>
    <message>
        <source>Choose a spreadsheet that has rows.</source>
        <translation>请选择有数据行的电子表格。</translation>
    </message>
    <message>
        <source>All sheets of the spreadsheet are hidden.</source>
        <translation>电子表格的所有工作表都被隐藏了。</translation>
    </message>
    <message>
        <source>Show one of them and save the spreadsheet, or name it.</source>
        <translation>请显示其中一个并保存，或指定它的名称。</translation>
    </message>
    <message>
        <source>The spreadsheet has no sheet named “%1”.</source>
        <translation>电子表格里没有名为“%1”的工作表。</translation>
    </message>
    <message>
        <source>Its sheets: %1</source>
        <translation>其中的工作表：%1</translation>
    </message>
    <message>
        <source>sheet “%1”</source>
        <translation>工作表“%1”</translation>
    </message>
    <message>
        <source>Choose another sheet: %1</source>
        <translation>请选择别的工作表：%1</translation>
    </message>
    <message>
        <source>The sheet “%1” has no rows.</source>
        <translation>工作表“%1”里没有数据行。</translation>
    </message>
    <message>
        <source>The sheet has more than 1,024 columns.</source>
        <translation>工作表超过 1,024 列。</translation>
    </message>
    <message>
        <source>Delete what stands far to the right.</source>
        <translation>请删除右侧远处的内容。</translation>
    </message>
    <message>
        <source>Correct the header&apos;s row.</source>
        <translation>请改正标题行。</translation>
    </message>
    <message>
        <source>There are no rows below the header.</source>
        <translation>标题行下面没有数据行。</translation>
    </message>
    <message>
        <source>%1, row %2</source>
        <translation>%1，第 %2 行</translation>
    </message>
    <message>
        <source>Column %1</source>
        <translation>第 %1 列</translation>
    </message>
    <message>
        <source>Cell %1%2 stands to the right of the table.</source>
        <translation>单元格 %1%2 在表格右侧之外。</translation>
    </message>
    <message>
        <source>It refers to more than %1 parts.</source>
        <translation>它引用的部分超过 %1 个。</translation>
    </message>
    <message>
        <source>It has more than %1 sheets.</source>
        <translation>它的工作表超过 %1 个。</translation>
    </message>
    <message>
        <source>The sheet has more than 1,000,000 merged cells.</source>
        <translation>该工作表有超过 1,000,000 个合并单元格。</translation>
    </message>
    <message>
        <source>Take the merging off and save the spreadsheet again.</source>
        <translation>请取消合并单元格，然后重新保存电子表格。</translation>
    </message>
    <message>
        <source>The end of this XLSX is missing: it was not copied or downloaded whole, or is no XLSX.</source>
        <translation>此 XLSX 的末尾缺失：文件没有完整复制或下载，或者不是 XLSX。</translation>
    </message>
    <message>
        <source>Copy or download it again, or save it again as .xlsx in a spreadsheet program.</source>
        <translation>请重新复制或下载，或在电子表格程序中重新另存为 .xlsx。</translation>
    </message>
    <message>
        <source>The cell holds the error %1 of a formula.</source>
        <translation>单元格中是公式错误 %1。</translation>
    </message>
</context>
<context>
    <name>ZipDirectory</name>
    <message>
        <source>Its record “%1” has a name that isn&apos;t allowed.</source>
        <translation>其记录“%1”的名称不允许使用。</translation>
    </message>
    <message>
        <source>Its record “%1” is encrypted.</source>
        <translation>其记录“%1”已加密。</translation>
    </message>
    <message>
        <source>Its record “%1” has %2 bytes but declares %3.</source>
        <translation>其记录“%1”有 %2 字节，但声明为 %3 字节。</translation>
    </message>
    <message>
        <source>It has no table of its records: an incomplete download?</source>
        <translation>其中没有记录目录：下载不完整？</translation>
    </message>
    <message>
        <source>It holds more than %1 records.</source>
        <translation>其中的记录超过 %1 条。</translation>
    </message>
    <message>
        <source>It changed while it was read.</source>
        <translation>在读取时发生了变化。</translation>
    </message>
    <message>
        <source>Its table of records is damaged at row %1.</source>
        <translation>其记录目录在第 %1 行损坏。</translation>
    </message>
    <message>
        <source>Its record “%1” stands in it twice.</source>
        <translation>其记录“%1”在其中出现两次。</translation>
    </message>
    <message>
        <source>Its record “%1” lies outside of it.</source>
        <translation>其记录“%1”位于文件之外。</translation>
    </message>
    <message>
        <source>Its record “%1” doesn&apos;t begin where its table says.</source>
        <translation>其记录“%1”的起点与目录不符。</translation>
    </message>
    <message>
        <source>Its records “%1” and “%2” overlap.</source>
        <translation>其记录“%1”与“%2”重叠。</translation>
    </message>
</context>
<context>
    <name>ZipStream</name>
    <message>
        <source>The file changed while it was being read.</source>
        <translation>读取时文件发生了变化。</translation>
    </message>
    <message>
        <source>Its record “%1” is cut off.</source>
        <translation>其中的记录“%1”被截断。</translation>
    </message>
    <message>
        <source>Its record “%1” is damaged.</source>
        <translation>其中的记录“%1”已损坏。</translation>
    </message>
    <message>
        <source>Its record “%1” unpacks to more than %2 times its size.</source>
        <translation>其中的记录“%1”解开后超过原大小的 %2 倍。</translation>
    </message>
    <message>
        <source>Its record “%1” holds more than the %2 bytes that it declares.</source>
        <translation>其中的记录“%1”超过它声明的 %2 字节。</translation>
    </message>
    <message>
        <source>Its record “%1” is damaged: the check sum differs.</source>
        <translation>其中的记录“%1”已损坏：校验和不符。</translation>
    </message>
    <message>
        <source>Its record “%1” is packed in a way that can&apos;t be read.</source>
        <translation>其中的记录“%1”的压缩方式无法读取。</translation>
    </message>
    <message>
        <source>It unpacks to more than it may.</source>
        <translation>解开后超过允许的大小。</translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>Teach a language model to judge customer-service replies.</source>
        <translation>训练语言模型判断客服回复。</translation>
    </message>
    <message>
        <source>Open the sample project straight away.</source>
        <translation>直接打开示例项目。</translation>
    </message>
    <message>
        <source>Forget where the window and its panels were.</source>
        <translation>不记住窗口及其面板的位置。</translation>
    </message>
    <message>
        <source>A project, or a table of pairs to import.</source>
        <translation>项目，或要导入的对话对表格。</translation>
    </message>
</context>
<context>
    <name>tunedesk::AnswerListModel</name>
    <message>
        <source>Appropriate: %1</source>
        <translation>恰当：%1</translation>
    </message>
    <message>
        <source>Not appropriate: %1</source>
        <translation>不恰当：%1</translation>
    </message>
    <message>
        <source>Skipped: %1</source>
        <translation>已跳过：%1</translation>
    </message>
</context>
<context>
    <name>tunedesk::BeforeStart</name>
    <message>
        <source>labelled pairs of %1</source>
        <translation>已标注，共 %1 对</translation>
    </message>
    <message>
        <source>%1 appropriate, %2 not; disputed and left out: %3</source>
        <translation>恰当 %1，不恰当 %2；有分歧而不计入：%3</translation>
    </message>
    <message>
        <source>about %1</source>
        <translation>约 %1</translation>
    </message>
    <message>
        <source>No dialogue is in two splits</source>
        <translation>没有会话跨两个划分</translation>
    </message>
    <message>
        <source>Labels are balanced, %1 to %2</source>
        <translation>标注比例均衡，%1 比 %2</translation>
    </message>
    <message>
        <source>Labels are one-sided, %1 to %2</source>
        <translation>标注比例失衡，%1 比 %2</translation>
    </message>
    <message>
        <source>Look at F1 beside what the larger class alone would get.</source>
        <translation>看 F1 时，请对照仅选多数类的结果。</translation>
    </message>
    <message>
        <source>Enough labels for a run</source>
        <translation>标注足够一次运行</translation>
    </message>
    <message>
        <source>Few labels for a run</source>
        <translation>标注较少</translation>
    </message>
    <message>
        <source>Under %1 labels the scores say little.</source>
        <translation>少于 %1 个标注时，分数说明不了什么。</translation>
    </message>
    <message>
        <source>The test split is large enough to compare runs</source>
        <translation>测试集足以比较各次运行</translation>
    </message>
    <message>
        <source>The test split is small</source>
        <translation>测试集较小</translation>
    </message>
    <message>
        <source>One pair more or less changes the score by %1 %.</source>
        <translation>多对或错一对，分数就相差 %1 %。</translation>
    </message>
    <message>
        <source>Before you start</source>
        <translation>开始之前</translation>
    </message>
    <message>
        <source>Pairs to train on</source>
        <translation>训练用对话对</translation>
    </message>
    <message>
        <source>Pairs for checking</source>
        <translation>检查用对话对</translation>
    </message>
    <message>
        <source>Pairs for the test</source>
        <translation>测试用对话对</translation>
    </message>
    <message>
        <source>Steps, at most</source>
        <translation>步数上限</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>You can go on labelling while it trains. New labels count from the next run on.</source>
        <translation>训练时可以继续标注。新标注从下一次运行起生效。</translation>
    </message>
    <message>
        <source>Every pair fits into %1 tokens</source>
        <translation>每个对话对都不超过 %1 个词元</translation>
    </message>
    <message numerus="yes">
        <source>%n pair(s) are cut at %1 tokens</source>
        <translation>
            <numerusform>%n 个对话对在 %1 个词元处被截断</numerusform>
        </translation>
    </message>
    <message>
        <source>The longest has %1.</source>
        <translation>最长的有 %1 个。</translation>
    </message>
    <message>
        <source>Question and earlier turns lose %1 tokens, replies %2; the longest pair has %3.</source>
        <translation>问题和前文失去 %1 个词元，回复失去 %2 个；最长的对话对有 %3 个。</translation>
    </message>
    <message numerus="yes">
        <source>%n dialogue(s) have pairs in two splits</source>
        <translation>
            <numerusform>%n 个会话的对话对跨两个划分</numerusform>
        </translation>
    </message>
    <message>
        <source>measured on this computer</source>
        <translation>在这台电脑上测得</translation>
    </message>
    <message>
        <source>Every text fits into %1 tokens</source>
        <translation>每段文字都不超过 %1 个词元</translation>
    </message>
    <message>
        <source>Conversations lose %1 tokens, replies %2; the longest text has %3.</source>
        <translation>会话失去 %1 个词元，回复失去 %2 个；最长的文字有 %3 个。</translation>
    </message>
    <message>
        <source>There are no pairs for the test</source>
        <translation>没有测试用对话对</translation>
    </message>
    <message>
        <source>Only the pairs for checking tell how good it is.</source>
        <translation>模型好坏只能由检查用对话对来判断。</translation>
    </message>
    <message>
        <source>What one file brings of each goes whole to the test, or else to checking. “Check the data” lists them.</source>
        <translation>同一文件中属于该会话的部分会整体归入测试集，否则归入验证集。“检查数据”会列出这些会话。</translation>
    </message>
    <message>
        <source>Steps of fine-tuning, at most</source>
        <translation>微调步数上限</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>until it fits</source>
        <translation>直到拟合为止</translation>
    </message>
</context>
<context>
    <name>tunedesk::ConfusionView</name>
    <message>
        <source>%1: of the not appropriate, %2 right and %3 wrong; of the appropriate, %4 right and %5 wrong.</source>
        <translation>%1：不恰当的判对 %2、判错 %3；恰当的判对 %4、判错 %5。</translation>
    </message>
    <message>
        <source>No answers kept for A and B. A finished run has them; choose one with the key A or B.</source>
        <translation>A 和 B 没有保留答案。已完成的运行才有；用 A 或 B 键选择一个。</translation>
    </message>
    <message>
        <source>model says</source>
        <translation>模型判断</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>F1 %1, accuracy %2</source>
        <translation>F1 %1，准确率 %2</translation>
    </message>
    <message>
        <source>larger class %1, %2</source>
        <translation>多数类 %1，%2</translation>
    </message>
</context>
<context>
    <name>tunedesk::DataPage</name>
    <message>
        <source>Searching…</source>
        <translation>正在搜索…</translation>
    </message>
    <message>
        <source>Data</source>
        <comment>page</comment>
        <translation>数据</translation>
    </message>
    <message>
        <source>%1 from %2</source>
        <comment>12,480 pairs from 4 imports</comment>
        <translation>%1，来自 %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln pairs</source>
        <translation>
            <numerusform>%Ln 对</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln imports</source>
        <translation>
            <numerusform>%Ln 次导入</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 chosen</source>
        <translation>已选 %1，共 %2</translation>
    </message>
    <message>
        <source>Label these %L1</source>
        <translation>标注这 %L1 对</translation>
    </message>
    <message>
        <source>Label these</source>
        <translation>标注这些对话对</translation>
    </message>
    <message numerus="yes">
        <source>%n label filters</source>
        <translation>
            <numerusform>%n 个标注筛选</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n splits</source>
        <translation>
            <numerusform>%n 个划分</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n imports</source>
        <translation>
            <numerusform>%n 次导入</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n topics</source>
        <translation>
            <numerusform>%n 个主题</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove this filter</source>
        <translation>移除此筛选</translation>
    </message>
    <message>
        <source>Search without “%1”: %L2</source>
        <translation>搜索时去掉“%1”：%L2</translation>
    </message>
    <message>
        <source>Without the label filter: %L1</source>
        <translation>不用标注筛选：%L1</translation>
    </message>
    <message>
        <source>Without the split filter: %L1</source>
        <translation>不用划分筛选：%L1</translation>
    </message>
    <message>
        <source>Without the import filter: %L1</source>
        <translation>不用导入筛选：%L1</translation>
    </message>
    <message>
        <source>Without the topic filter: %L1</source>
        <translation>不用主题筛选：%L1</translation>
    </message>
    <message>
        <source>All %L1 pairs</source>
        <translation>全部 %L1 对</translation>
    </message>
    <message>
        <source>No pair matches all filters</source>
        <translation>没有对话对符合全部筛选</translation>
    </message>
    <message>
        <source>Adding the sample pairs</source>
        <translation>正在添加示例对话对</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Search pairs</source>
        <translation>搜索对话对</translation>
    </message>
    <message>
        <source>Label as appropriate</source>
        <translation>标注为恰当</translation>
    </message>
    <message>
        <source>Label as not appropriate</source>
        <translation>标注为不恰当</translation>
    </message>
    <message>
        <source>Flag</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>Remove pairs</source>
        <translation>移除对话对</translation>
    </message>
    <message>
        <source>Show or hide the pair beside the table</source>
        <translation>显示或隐藏表格旁的对话对</translation>
    </message>
    <message>
        <source>Search questions and replies</source>
        <translation>搜索提问和回复</translation>
    </message>
    <message>
        <source>All words must occur. “…” finds a phrase, -word leaves out, q: or a: searches one side.</source>
        <translation>须包含所有词。“…”查找短语，-词 表示排除，q: 或 a: 限定提问或回复。</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Pairs</source>
        <translation>对话对</translation>
    </message>
    <message>
        <source>Current pair</source>
        <translation>当前对话对</translation>
    </message>
    <message>
        <source>No pairs yet</source>
        <translation>还没有对话对</translation>
    </message>
    <message>
        <source>Import a table with a column for the question and one for the reply.</source>
        <translation>导入一个表格，其中一列为提问，一列为回复。</translation>
    </message>
    <message>
        <source>Add the sample pairs</source>
        <translation>添加示例对话对</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>最新在前</translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation>最早在前</translation>
    </message>
    <message>
        <source>By question</source>
        <translation>按提问</translation>
    </message>
    <message>
        <source>By label</source>
        <translation>按标注</translation>
    </message>
    <message>
        <source>By split</source>
        <translation>按划分</translation>
    </message>
    <message>
        <source>By topic</source>
        <translation>按主题</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>排序</translation>
    </message>
    <message>
        <source>Table of text (*.csv)</source>
        <translation>文本表格 (*.csv)</translation>
    </message>
    <message>
        <source>JSON Lines (*.jsonl)</source>
        <translation>JSON Lines (*.jsonl)</translation>
    </message>
    <message>
        <source>Label Studio (*.json)</source>
        <translation>Label Studio (*.json)</translation>
    </message>
    <message>
        <source>doccano (*.jsonl)</source>
        <translation>doccano (*.jsonl)</translation>
    </message>
    <message>
        <source>Export the shown pairs</source>
        <translation>导出显示的对话对</translation>
    </message>
    <message>
        <source>Writing %1</source>
        <translation>正在写出 %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln pairs written.</source>
        <translation>
            <numerusform>已写出 %Ln 个对话对。</numerusform>
        </translation>
    </message>
    <message>
        <source>Export…</source>
        <comment>pairs to a file</comment>
        <translation>导出…</translation>
    </message>
    <message>
        <source>These pairs are in the bin already.</source>
        <translation>这些对话对已在回收站中。</translation>
    </message>
    <message>
        <source>R brings them back; nothing is ever deleted for good.</source>
        <translation>按 R 可恢复；任何内容都不会被永久删除。</translation>
    </message>
    <message>
        <source>Spreadsheet (*.xlsx)</source>
        <translation>电子表格 (*.xlsx)</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Check the data</source>
        <translation>检查数据</translation>
    </message>
    <message numerus="yes">
        <source>%Ln pairs stay in the bin.</source>
        <translation>
            <numerusform>%Ln 对仍在回收站中。</numerusform>
        </translation>
    </message>
    <message>
        <source>They came in a second time and stand in the project.</source>
        <translation>它们已再次导入，项目中已有。</translation>
    </message>
    <message numerus="yes">
        <source>Changed the split of %Ln pairs</source>
        <translation>
            <numerusform>已更改 %Ln 对的划分</numerusform>
        </translation>
    </message>
    <message>
        <source>.</source>
        <comment>end of a sentence</comment>
        <translation>。</translation>
    </message>
    <message>
        <source>A dialogue is never in two splits.</source>
        <translation>一个会话不会跨两个划分。</translation>
    </message>
    <message>
        <source>Setting pairs aside for testing</source>
        <translation>正在留出对话对用于测试</translation>
    </message>
    <message>
        <source>What is in it stays in it.</source>
        <translation>已在其中的保持不变。</translation>
    </message>
    <message>
        <source>No training sees them, and they stay when more data comes in.</source>
        <translation>任何训练都不会用到它们，加入更多数据后它们也保持不变。</translation>
    </message>
    <message>
        <source>Splits</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>Set aside a test set</source>
        <translation>留出测试集</translation>
    </message>
    <message>
        <source>%1 % of the labelled pairs</source>
        <translation>已标注对话对的 %1 %</translation>
    </message>
    <message>
        <source>Chosen pairs to training</source>
        <translation>将所选移至训练集</translation>
    </message>
    <message>
        <source>Chosen pairs to validation</source>
        <translation>将所选移至验证集</translation>
    </message>
    <message>
        <source>Chosen pairs to the test set</source>
        <translation>将所选移至测试集</translation>
    </message>
    <message>
        <source>Chosen pairs out of their split</source>
        <translation>将所选移出其划分</translation>
    </message>
    <message>
        <source>Checking the data</source>
        <translation>正在检查数据</translation>
    </message>
    <message numerus="yes">
        <source>%Ln pairs of a problem</source>
        <translation>
            <numerusform>某个问题的 %Ln 个对话对</numerusform>
        </translation>
    </message>
    <message>
        <source>In the bin</source>
        <translation>在回收站中</translation>
    </message>
    <message>
        <source>Outside the bin: %L1</source>
        <translation>回收站之外：%L1</translation>
    </message>
    <message>
        <source>Without the problem&apos;s pairs: %L1</source>
        <translation>不限于该问题的对话对：%L1</translation>
    </message>
    <message numerus="yes">
        <source>Show the %Ln removed pairs</source>
        <translation>
            <numerusform>显示已移除的 %Ln 对</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Bring %Ln pairs back</source>
        <translation>
            <numerusform>恢复 %Ln 对</numerusform>
        </translation>
    </message>
    <message>
        <source>Splits: set a test set aside, move the chosen pairs</source>
        <translation>划分：留出测试集，移动所选的对话对</translation>
    </message>
    <message>
        <source>Save these filters as a view</source>
        <translation>把这些筛选条件存为视图</translation>
    </message>
    <message>
        <source>The view “%1” is saved.</source>
        <translation>视图“%1”已保存。</translation>
    </message>
    <message>
        <source>The view “%1” has these filters now.</source>
        <translation>视图“%1”现在使用这些筛选条件。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>The view “%1” is removed.</source>
        <translation>视图“%1”已移除。</translation>
    </message>
    <message>
        <source>The pairs stay as they are.</source>
        <translation>对话对保持不变。</translation>
    </message>
    <message>
        <source>By the model</source>
        <translation>按模型的判断</translation>
    </message>
    <message>
        <source>By score</source>
        <translation>按分数</translation>
    </message>
    <message numerus="yes">
        <source>%n checks</source>
        <translation>
            <numerusform>%n 项检查</numerusform>
        </translation>
    </message>
    <message>
        <source>Without the check filter: %L1</source>
        <translation>不用检查筛选：%L1</translation>
    </message>
    <message>
        <source>Columns of the table</source>
        <translation>表格显示的列</translation>
    </message>
    <message>
        <source>Order of the pairs</source>
        <translation>对话对的排序</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Note about pair %1:</source>
        <translation>对话对 %1 的备注：</translation>
    </message>
    <message numerus="yes">
        <source>Note about %Ln pairs, in place of theirs:</source>
        <translation>
            <numerusform>%Ln 个对话对的备注（取代原有备注）：</numerusform>
        </translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>Note…</source>
        <translation>备注…</translation>
    </message>
    <message>
        <source>Show the removed pairs</source>
        <translation>显示已移除的对话对（回收站）</translation>
    </message>
    <message>
        <source>View: %1</source>
        <comment>saved filters</comment>
        <translation>视图：%1</translation>
    </message>
</context>
<context>
    <name>tunedesk::EstimateBlock</name>
    <message>
        <source>being measured…</source>
        <translation>正在测量…</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>not known yet</source>
        <translation>尚不清楚</translation>
    </message>
    <message>
        <source>There is not enough memory</source>
        <translation>内存不足</translation>
    </message>
    <message>
        <source>The memory may not be enough</source>
        <translation>内存可能不足</translation>
    </message>
    <message>
        <source>%1 are free.</source>
        <translation>可用 %1。</translation>
    </message>
    <message>
        <source>%1 are free. Not even a single pair fits: fewer layers, a smaller model or shorter inputs need less.</source>
        <translation>可用 %1。连一对也放不下：减少训练的层数、换较小的模型或缩短输入可降低需求。</translation>
    </message>
    <message>
        <source>Take a batch size of %1</source>
        <translation>改用批大小 %1</translation>
    </message>
    <message>
        <source>The disk has too little room</source>
        <translation>磁盘空间不足</translation>
    </message>
    <message>
        <source>Model, pairs and frozen layers</source>
        <translation>模型、数据对与冻结层</translation>
    </message>
    <message>
        <source>Training, at most</source>
        <translation>训练，最多</translation>
    </message>
    <message>
        <source>Checks and test</source>
        <translation>检查与测试</translation>
    </message>
    <message>
        <source>Memory at the peak</source>
        <translation>内存峰值</translation>
    </message>
    <message>
        <source>Disk, at most</source>
        <translation>磁盘，最多</translation>
    </message>
    <message>
        <source>Memory free now</source>
        <translation>当前可用内存</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>%1 of %2 in use</source>
        <translation>已用 %1，共 %2</translation>
    </message>
    <message>
        <source>%1 in use by others</source>
        <translation>其他程序占用 %1</translation>
    </message>
    <message>
        <source>%1 of it stay when the training is over.</source>
        <translation>训练结束后保留其中 %1。</translation>
    </message>
    <message>
        <source>Parts of the time</source>
        <translation>时间的组成</translation>
    </message>
    <message>
        <source>Memory of this computer</source>
        <translation>这台电脑的内存</translation>
    </message>
    <message>
        <source>%1 of it is a cache, reused by the next run with the same frozen layers.</source>
        <translation>其中 %1 是缓存，冻结层相同的下一次运行可以直接使用。</translation>
    </message>
</context>
<context>
    <name>tunedesk::EstimateWatch</name>
    <message>
        <source>Measuring how long the training takes</source>
        <translation>正在测量训练所需时间</translation>
    </message>
</context>
<context>
    <name>tunedesk::EventListModel</name>
    <message>
        <source>%1, %2. %3</source>
        <comment>time, what happened, detail</comment>
        <translation>%1，%2。%3</translation>
    </message>
</context>
<context>
    <name>tunedesk::ExportPage</name>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Where to</source>
        <translation>导出位置</translation>
    </message>
    <message>
        <source>test split: %1</source>
        <translation>测试集：%1</translation>
    </message>
    <message>
        <source>Writing the card…</source>
        <translation>正在写入说明卡…</translation>
    </message>
    <message>
        <source>Exporting…</source>
        <translation>正在导出…</translation>
    </message>
    <message>
        <source>Exporting “%1”</source>
        <translation>正在导出“%1”</translation>
    </message>
    <message>
        <source>Other folder</source>
        <translation>其他文件夹</translation>
    </message>
    <message>
        <source>The export was stopped.</source>
        <translation>已停止导出。</translation>
    </message>
    <message>
        <source>Nothing was kept.</source>
        <translation>没有保留任何内容。</translation>
    </message>
    <message>
        <source>The exported model is verified.</source>
        <translation>导出的模型已通过验证。</translation>
    </message>
    <message>
        <source>%1 of %2 validation pairs give the same verdict as the checkpoint. Largest score change %3.</source>
        <translation>验证集 %2 对中有 %1 对与检查点判断相同。最大分数变化 %3。</translation>
    </message>
    <message>
        <source>The exported model could not be verified.</source>
        <translation>导出的模型未能通过验证。</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>What to write</source>
        <translation>导出格式</translation>
    </message>
    <message>
        <source>Hugging Face folder</source>
        <translation>Hugging Face 文件夹</translation>
    </message>
    <message>
        <source>Weights as safetensors with tokenizer, config and model card.</source>
        <translation>safetensors 权重，附分词器、配置和模型说明卡。</translation>
    </message>
    <message>
        <source>Opens in Transformers, and here again</source>
        <translation>可用 Transformers 打开，也可在此打开</translation>
    </message>
    <message>
        <source>Run to export</source>
        <translation>要导出的运行</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>选择文件夹</translation>
    </message>
    <message>
        <source>Nothing to export yet</source>
        <translation>还没有可导出的内容</translation>
    </message>
    <message>
        <source>You need a run with a checkpoint. The quick check takes a few minutes.</source>
        <translation>需要一个有检查点的运行。快速检查只需几分钟。</translation>
    </message>
    <message>
        <source>Start a first run</source>
        <translation>开始第一次运行</translation>
    </message>
</context>
<context>
    <name>tunedesk::ExportResultModel</name>
    <message>
        <source>%1 ms</source>
        <translation>%1 毫秒</translation>
    </message>
    <message>
        <source>%1 / %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>On the validation split, measured on the exported folder</source>
        <translation>在验证集上，对导出的文件夹测量</translation>
    </message>
    <message>
        <source>F1 and accuracy on the validation split of always giving one answer</source>
        <translation>总是给出同一答案时，在验证集上的 F1 和准确率</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>体积</translation>
    </message>
    <message>
        <source>1 pair</source>
        <translation>1 对</translation>
    </message>
    <message>
        <source>16 pairs</source>
        <translation>16 对</translation>
    </message>
    <message>
        <source>Pairs/s</source>
        <translation>对/秒</translation>
    </message>
    <message>
        <source>Val. F1</source>
        <translation>验证 F1</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>Larger class</source>
        <translation>多数类</translation>
    </message>
    <message>
        <source>Hugging Face</source>
        <translation>Hugging Face</translation>
    </message>
</context>
<context>
    <name>tunedesk::ExportResultView</name>
    <message>
        <source>One pair takes %1 ms (median), 95 of 100 take less than %2 ms.</source>
        <translation>每对耗时 %1 毫秒（中位数），95 % 低于 %2 毫秒。</translation>
    </message>
    <message>
        <source>Loads again from disk</source>
        <translation>从磁盘重新加载</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>Same verdicts</source>
        <translation>判断相同</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Same scores</source>
        <translation>分数相同</translation>
    </message>
    <message>
        <source>largest change %1</source>
        <translation>最大变化 %1</translation>
    </message>
    <message>
        <source>Long texts are cut</source>
        <translation>长文本被截断</translation>
    </message>
    <message>
        <source>No text is cut</source>
        <translation>没有文本被截断</translation>
    </message>
    <message numerus="yes">
        <source>%n of the compared pairs are longer than the model reads</source>
        <translation>
            <numerusform>参与比较的对话对中有 %n 个超过模型的读取长度</numerusform>
        </translation>
    </message>
    <message>
        <source>Exporting</source>
        <translation>正在导出</translation>
    </message>
    <message>
        <source>Writing the folder, loading it again and comparing its answers.</source>
        <translation>写入文件夹，重新加载，并比较结果。</translation>
    </message>
    <message>
        <source>Nothing exported yet</source>
        <translation>还没有导出</translation>
    </message>
    <message>
        <source>After the export the folder is loaded again and its answers are compared with those of the run; size and speed are measured on this computer.</source>
        <translation>导出后会重新加载文件夹，并与运行的结果比较；体积和速度在这台电脑上测量。</translation>
    </message>
    <message>
        <source>Size and speed</source>
        <translation>体积和速度</translation>
    </message>
    <message>
        <source>this computer</source>
        <translation>这台电脑</translation>
    </message>
    <message>
        <source>Verification</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>the export is loaded again from disk and compared</source>
        <translation>从磁盘重新加载导出的模型并比较</translation>
    </message>
</context>
<context>
    <name>tunedesk::FacetModel</name>
    <message>
        <source>Label</source>
        <comment>facet</comment>
        <translation>标注</translation>
    </message>
    <message>
        <source>Split</source>
        <comment>facet</comment>
        <translation>划分</translation>
    </message>
    <message>
        <source>Import</source>
        <comment>facet</comment>
        <translation>导入</translation>
    </message>
    <message>
        <source>Topic</source>
        <comment>facet</comment>
        <translation>主题</translation>
    </message>
    <message>
        <source>Appropriate</source>
        <translation>恰当</translation>
    </message>
    <message>
        <source>Not appropriate</source>
        <translation>不恰当</translation>
    </message>
    <message>
        <source>Not labelled</source>
        <translation>未标注</translation>
    </message>
    <message>
        <source>Disagreement</source>
        <translation>有分歧</translation>
    </message>
    <message>
        <source>Flagged</source>
        <translation>已标记</translation>
    </message>
    <message>
        <source>Not fixed</source>
        <translation>未固定</translation>
    </message>
    <message numerus="yes">
        <source>%1, %Ln pairs</source>
        <translation>
            <numerusform>%1，%Ln 对</numerusform>
        </translation>
    </message>
    <message>
        <source>Bin</source>
        <comment>facet</comment>
        <translation>回收站</translation>
    </message>
    <message>
        <source>Removed pairs</source>
        <translation>已移除的对话对</translation>
    </message>
    <message>
        <source>Checks</source>
        <comment>facet</comment>
        <translation>检查</translation>
    </message>
</context>
<context>
    <name>tunedesk::FindModel</name>
    <message>
        <source>%1. Key: %2</source>
        <translation>%1。按键：%2</translation>
    </message>
</context>
<context>
    <name>tunedesk::FindPopup</name>
    <message>
        <source>pair %1</source>
        <translation>第 %1 对</translation>
    </message>
    <message>
        <source>Find a command, page, run or pair</source>
        <translation>查找命令、页面、运行或对话对</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>查找结果</translation>
    </message>
    <message>
        <source>Run %1</source>
        <translation>运行 %1</translation>
    </message>
    <message>
        <source>run %1</source>
        <translation>运行 %1</translation>
    </message>
</context>
<context>
    <name>tunedesk::ImportCheckRow</name>
    <message>
        <source>Show</source>
        <comment>the rows of a check</comment>
        <translation>查看</translation>
    </message>
    <message>
        <source>Show the rows: %1</source>
        <translation>查看这些行：%1</translation>
    </message>
    <message>
        <source>What to do with the rows: %1</source>
        <translation>如何处理这些行：%1</translation>
    </message>
</context>
<context>
    <name>tunedesk::ImportChecks</name>
    <message>
        <source>Checks before import</source>
        <translation>导入前检查</translation>
    </message>
    <message>
        <source>These rows are left out.</source>
        <translation>这些行不导入。</translation>
    </message>
    <message>
        <source>Already there</source>
        <translation>已存在</translation>
    </message>
    <message>
        <source>Without a label</source>
        <translation>没有标注</translation>
    </message>
    <message>
        <source>They come in and wait on the Label page.</source>
        <translation>会导入，并在标注页等待标注。</translation>
    </message>
    <message>
        <source>The file can be read as %1 and no row is broken.</source>
        <translation>文件可按 %1 读取，没有损坏的行。</translation>
    </message>
    <message>
        <source>The file can be read as %1.</source>
        <translation>文件可按 %1 读取。</translation>
    </message>
    <message numerus="yes">
        <source>%n errors</source>
        <translation>
            <numerusform>%n 个错误</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warnings</source>
        <translation>
            <numerusform>%n 个警告</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln have another label here.</source>
        <translation>
            <numerusform>其中 %Ln 行的标注不同。</numerusform>
        </translation>
    </message>
    <message>
        <source>Import as they are</source>
        <translation>照原样导入</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>不导入</translation>
    </message>
    <message>
        <source>Nearly the same</source>
        <translation>几乎相同</translation>
    </message>
    <message>
        <source>0.92 or more alike to a pair of the project or an earlier row. What is there many times counts too much in training.</source>
        <translation>与项目里的对话对或前面某行相似度达到 0.92。重复多次的内容在训练中所占的分量会过重。</translation>
    </message>
    <message>
        <source>In two splits</source>
        <translation>分在两处</translation>
    </message>
    <message>
        <source>Their dialogue, conversation or pair is in another split too. Training on what is tested would flatter the scores.</source>
        <translation>它们的会话、内容或对话对同时在另一个划分里。用测试内容来训练会让分数虚高。</translation>
    </message>
    <message>
        <source>Put the whole dialogue in one split</source>
        <translation>整个会话放进同一划分</translation>
    </message>
    <message>
        <source>Contradicting labels</source>
        <translation>标注相互矛盾</translation>
    </message>
    <message>
        <source>Import without a label</source>
        <translation>去掉标注后导入</translation>
    </message>
    <message>
        <source>card number: %1</source>
        <comment>rows</comment>
        <translation>银行卡号：%1</translation>
    </message>
    <message>
        <source>phone number: %1</source>
        <comment>rows</comment>
        <translation>电话号码：%1</translation>
    </message>
    <message>
        <source>e-mail address: %1</source>
        <comment>rows</comment>
        <translation>邮箱地址：%1</translation>
    </message>
    <message>
        <source>identity number: %1</source>
        <comment>rows</comment>
        <translation>身份证号：%1</translation>
    </message>
    <message>
        <source>Personal data</source>
        <translation>个人信息</translation>
    </message>
    <message>
        <source>What looks like it, by its form (%1). A model may repeat what it was trained on.</source>
        <translation>按格式看疑似个人信息（%1）。模型可能会把训练内容复述出来。</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between names</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>Import as it is</source>
        <translation>照原样导入</translation>
    </message>
    <message>
        <source>Mask it: [phone], [card] …</source>
        <translation>遮盖：[phone]、[card] …</translation>
    </message>
    <message>
        <source>%1 reads %2 tokens of a pair. Earlier turns and question would lose something in %3 rows, the reply in %4.</source>
        <translation>%1 对每个对话对读 %2 个词元。前文和问题会在 %3 行里丢失内容，回复在 %4 行里。</translation>
    </message>
    <message>
        <source>Estimated from %1 rows.</source>
        <translation>按 %1 行估计。</translation>
    </message>
    <message>
        <source>Longer than the model reads</source>
        <translation>超过模型能读的长度</translation>
    </message>
    <message>
        <source>But for case, blanks or signs the same as another row or pair, which has the other label or a score far from it. A model can&apos;t learn both.</source>
        <translation>与别的行或对话对只有大小写、空白或标点不同，标注却相反，或评分相差很大。模型无法同时学会两种。</translation>
    </message>
    <message>
        <source>The file can be read and no row is broken.</source>
        <translation>文件可以读取，没有损坏的行。</translation>
    </message>
    <message>
        <source>The file can be read.</source>
        <translation>文件可以读取。</translation>
    </message>
    <message>
        <source>Other faults</source>
        <translation>其他错误</translation>
    </message>
    <message>
        <source>A pair needs both sides.</source>
        <translation>一个对话对需要提问和回复两边。</translation>
    </message>
    <message>
        <source>“%1” is not understood</source>
        <translation>“%1”中的值无法识别</translation>
    </message>
    <message>
        <source>“%1” (%2)</source>
        <comment>label, rows</comment>
        <translation>“%1”（%2）</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between labels</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>Label not understood</source>
        <translation>标注无法识别</translation>
    </message>
    <message>
        <source>Same earlier turns, question and reply as a pair of the project or an earlier row.</source>
        <translation>与项目中的对话对或前面的行的前文、提问和回复完全相同。</translation>
    </message>
    <message>
        <source>Leave out, keep my labels</source>
        <translation>不导入，保留我的标注</translation>
    </message>
    <message>
        <source>Leave out, take the file&apos;s labels</source>
        <translation>不导入，采用文件的标注</translation>
    </message>
    <message>
        <source>It is not known what %1 stands for. You can say so under “Labels mean”.</source>
        <translation>不清楚 %1 代表什么。可在“标注含义”中说明。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln have another label in an earlier row, which counts.</source>
        <translation>
            <numerusform>其中 %Ln 行与前面的行标注不同，以前面的行为准。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tunedesk::ImportNotes</name>
    <message>
        <source>Columns as last time</source>
        <translation>各列沿用上次的含义</translation>
    </message>
    <message>
        <source>A file with the same header came in before; what its columns bring and what its labels mean was kept.</source>
        <translation>以前导入过标题行相同的文件；当时各列的内容和标注的含义已记住。</translation>
    </message>
    <message>
        <source>Find them anew</source>
        <translation>重新判断</translation>
    </message>
    <message>
        <source>Save the rejected rows…</source>
        <translation>保存被拒绝的行…</translation>
    </message>
    <message numerus="yes">
        <source>Writes the %Ln rows that are left out to a table, each with its reason.</source>
        <translation>
            <numerusform>将不导入的 %Ln 行写入一个表格，每行附上原因。</numerusform>
        </translation>
    </message>
    <message>
        <source>Counted over all rows of the file. What you choose on the right may leave some of them out; the import tells the counts again when it is done.</source>
        <translation>按文件的所有行计数。右侧的选择可能会排除其中一些；导入完成后会再次给出这些数目。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows have no id of a pair of this project; where their texts are there already, changes of notes, topics, splits and flags are not taken</source>
        <translation>
            <numerusform>%Ln 行没有本项目对话对的编号；文本已存在的行，其备注、主题、划分和标记的改动不会采用</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tunedesk::ImportPreviewModel</name>
    <message>
        <source>Duplicate</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>column %1</source>
        <translation>第 %1 列</translation>
    </message>
    <message>
        <source>Duplicate, other label</source>
        <translation>重复，标注不同</translation>
    </message>
    <message>
        <source>Contradicting label</source>
        <translation>标注矛盾</translation>
    </message>
    <message>
        <source>In two splits</source>
        <translation>分在两处</translation>
    </message>
    <message>
        <source>Nearly the same</source>
        <translation>几乎相同</translation>
    </message>
    <message>
        <source>Personal data</source>
        <translation>个人信息</translation>
    </message>
    <message>
        <source>Too long</source>
        <translation>过长</translation>
    </message>
    <message>
        <source>Unchanged</source>
        <comment>pair</comment>
        <translation>不变</translation>
    </message>
    <message>
        <source>Edited text: new pair</source>
        <translation>文本已改：新对话对</translation>
    </message>
    <message>
        <source>label</source>
        <comment>that is updated</comment>
        <translation>标注</translation>
    </message>
    <message>
        <source>note</source>
        <comment>that is updated</comment>
        <translation>备注</translation>
    </message>
    <message>
        <source>split</source>
        <comment>that is updated</comment>
        <translation>划分</translation>
    </message>
    <message>
        <source>Update: %1</source>
        <translation>更新：%1</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between fields</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>topic</source>
        <comment>that is updated</comment>
        <translation>主题</translation>
    </message>
    <message>
        <source>dialogue</source>
        <comment>that is updated</comment>
        <translation>会话</translation>
    </message>
    <message>
        <source>Label not understood</source>
        <translation>标注无法识别</translation>
    </message>
</context>
<context>
    <name>tunedesk::ImportSourceRow</name>
    <message>
        <source>Table of text (CSV)</source>
        <translation>文本表格（CSV）</translation>
    </message>
    <message>
        <source>Spreadsheet (XLSX)</source>
        <translation>电子表格（XLSX）</translation>
    </message>
    <message>
        <source>JSON Lines</source>
        <translation>JSON Lines</translation>
    </message>
    <message>
        <source>JSON list</source>
        <translation>JSON 列表</translation>
    </message>
    <message>
        <source>Label Studio</source>
        <translation>Label Studio</translation>
    </message>
    <message>
        <source>doccano</source>
        <translation>doccano</translation>
    </message>
    <message>
        <source>Chats (OpenAI)</source>
        <translation>聊天（OpenAI）</translation>
    </message>
    <message>
        <source>Chats (ShareGPT)</source>
        <translation>聊天（ShareGPT）</translation>
    </message>
    <message>
        <source>Alpaca</source>
        <translation>Alpaca</translation>
    </message>
    <message>
        <source>Prodigy</source>
        <translation>Prodigy</translation>
    </message>
    <message>
        <source>As found</source>
        <translation>自动识别</translation>
    </message>
    <message>
        <source>Found: %1</source>
        <translation>识别为：%1</translation>
    </message>
    <message>
        <source>File</source>
        <comment>field</comment>
        <translation>文件</translation>
    </message>
    <message>
        <source>Kind of file</source>
        <translation>文件类型</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>工作表</translation>
    </message>
    <message>
        <source>Header row</source>
        <translation>标题行</translation>
    </message>
    <message>
        <source>Labels mean</source>
        <translation>标注含义</translation>
    </message>
    <message>
        <source>Comma</source>
        <translation>逗号</translation>
    </message>
    <message>
        <source>Tab</source>
        <comment>sign</comment>
        <translation>制表符</translation>
    </message>
    <message>
        <source>Semicolon</source>
        <translation>分号</translation>
    </message>
    <message>
        <source>Row 1 holds names</source>
        <translation>第 1 行是列名</translation>
    </message>
    <message>
        <source>No header row</source>
        <translation>没有标题行</translation>
    </message>
    <message>
        <source>Read the file again</source>
        <translation>重新读取文件</translation>
    </message>
    <message>
        <source>Separator</source>
        <comment>of columns</comment>
        <translation>列分隔符</translation>
    </message>
    <message>
        <source>No labels</source>
        <translation>无标注</translation>
    </message>
    <message>
        <source>Say what the values of the label column mean</source>
        <translation>说明标注列中各值的含义</translation>
    </message>
    <message>
        <source>%1, quotes are text</source>
        <translation>%1（引号为普通字符）</translation>
    </message>
    <message>
        <source>Vertical bar</source>
        <translation>竖线</translation>
    </message>
    <message>
        <source>Sign number %1</source>
        <translation>编号为 %1 的字符</translation>
    </message>
    <message>
        <source>Separator</source>
        <translation>分隔符</translation>
    </message>
    <message>
        <source>The sign that stands between the columns, for example ~ or #:</source>
        <translation>列与列之间的字符，例如 ~ 或 #：</translation>
    </message>
    <message>
        <source>Another one…</source>
        <comment>sign between columns</comment>
        <translation>其他…</translation>
    </message>
    <message>
        <source>“%1” can&apos;t stand between columns: it must be one sign that is no letter, digit, quote or blank.</source>
        <translation>“%1”不能作为列分隔符：必须是一个字符，且不能是字母、数字、引号或空格。</translation>
    </message>
    <message>
        <source>Preferences (DPO)</source>
        <translation>偏好数据（DPO）</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>中文</translation>
    </message>
    <message>
        <source>traditional Chinese</source>
        <translation>繁体中文</translation>
    </message>
    <message>
        <source>Cantonese</source>
        <translation>粤语</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>日语</translation>
    </message>
    <message>
        <source>Korean</source>
        <translation>韩语</translation>
    </message>
    <message>
        <source>English and western Europe</source>
        <translation>英语及西欧语言</translation>
    </message>
    <message>
        <source>central Europe</source>
        <translation>中欧语言</translation>
    </message>
    <message>
        <source>Russian and other Cyrillic</source>
        <translation>俄语等西里尔文字</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>encoding, its languages</comment>
        <translation>%1（%2）</translation>
    </message>
</context>
<context>
    <name>tunedesk::ImportView</name>
    <message>
        <source>Choose a file of pairs</source>
        <translation>选择对话对文件</translation>
    </message>
    <message>
        <source>Checking %1</source>
        <translation>正在检查 %1</translation>
    </message>
    <message>
        <source>Choose another file</source>
        <translation>选择其他文件</translation>
    </message>
    <message>
        <source>Importing %1</source>
        <translation>正在导入 %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln pairs came in.</source>
        <translation>
            <numerusform>已导入 %Ln 对。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows were left out.</source>
        <translation>
            <numerusform>未导入 %Ln 行。</numerusform>
        </translation>
    </message>
    <message>
        <source>Import a file</source>
        <translation>导入文件</translation>
    </message>
    <message>
        <source>Import %1</source>
        <translation>导入 %1</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>file name, size</comment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Checking the file…</source>
        <translation>正在检查文件…</translation>
    </message>
    <message>
        <source>First %1 of %2 rows</source>
        <translation>前 %1 行，共 %2 行</translation>
    </message>
    <message>
        <source>Choose the columns that hold the question and the reply.</source>
        <translation>请选择提问和回复所在的列。</translation>
    </message>
    <message>
        <source>Choose the column that holds the question.</source>
        <translation>请选择提问所在的列。</translation>
    </message>
    <message>
        <source>Choose the column that holds the reply.</source>
        <translation>请选择回复所在的列。</translation>
    </message>
    <message>
        <source>Question and reply are mapped</source>
        <translation>提问和回复已对应</translation>
    </message>
    <message>
        <source>Columns left out: %1. Pick what a column brings in the list above it.</source>
        <translation>不导入的列：%1。在列上方的列表中可选择其含义。</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between names</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>%L1 in</source>
        <comment>pairs that come in</comment>
        <translation>导入 %L1</translation>
    </message>
    <message>
        <source>%L1 left out</source>
        <translation>不导入 %L1</translation>
    </message>
    <message>
        <source>Importing…</source>
        <translation>正在导入…</translation>
    </message>
    <message numerus="yes">
        <source>Import %Ln pairs</source>
        <translation>
            <numerusform>导入 %Ln 对</numerusform>
        </translation>
    </message>
    <message>
        <source>First rows of the file</source>
        <translation>文件的前几行</translation>
    </message>
    <message>
        <source>Only rows with a problem</source>
        <translation>仅显示有问题的行</translation>
    </message>
    <message>
        <source>The whole import is one step to undo</source>
        <translation>整次导入可一步撤销</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Files of pairs (*.csv *.tsv *.txt *.xlsx *.json *.jsonl);;All files (*)</source>
        <translation>对话对文件 (*.csv *.tsv *.txt *.xlsx *.json *.jsonl);;所有文件 (*)</translation>
    </message>
    <message>
        <source>The encoding is a guess. Look at the texts, then choose the encoding.</source>
        <translation>编码只是猜测。请先看看文本，再选择编码。</translation>
    </message>
    <message>
        <source>%1.</source>
        <comment>sentence</comment>
        <translation>%1。</translation>
    </message>
    <message>
        <source>Save the rejected rows…</source>
        <translation>保存被拒绝的行…</translation>
    </message>
    <message>
        <source>%1 of %2 rows shown</source>
        <translation>显示 %2 行中的 %1 行</translation>
    </message>
    <message numerus="yes">
        <source>Update %Ln pairs</source>
        <translation>
            <numerusform>更新 %Ln 个对话对</numerusform>
        </translation>
    </message>
    <message>
        <source>Save the rejected rows</source>
        <translation>保存被拒绝的行</translation>
    </message>
    <message>
        <source>%1-rejected.csv</source>
        <comment>name of a file</comment>
        <translation>%1-被拒绝.csv</translation>
    </message>
    <message>
        <source>Table of text (*.csv)</source>
        <translation>文本表格 (*.csv)</translation>
    </message>
    <message>
        <source>Writing %1</source>
        <translation>正在写入 %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln rejected rows written.</source>
        <translation>
            <numerusform>已写入 %Ln 行被拒绝的行。</numerusform>
        </translation>
    </message>
    <message>
        <source>Rows are known by the pairs that they were exported from.</source>
        <translation>各行按其导出时所属的对话对识别。</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>重新查看</translation>
    </message>
    <message>
        <source>Stopped; nothing was imported.</source>
        <translation>已停止，没有导入任何内容。</translation>
    </message>
</context>
<context>
    <name>tunedesk::IndexTask</name>
    <message>
        <source>Preparing searches</source>
        <translation>正在为搜索建立索引</translation>
    </message>
</context>
<context>
    <name>tunedesk::IssueModel</name>
    <message>
        <source>Contradicting labels</source>
        <translation>标注相互矛盾</translation>
    </message>
    <message>
        <source>In training and test</source>
        <translation>训练集与测试集重叠</translation>
    </message>
    <message>
        <source>Nearly the same</source>
        <translation>几乎相同</translation>
    </message>
    <message>
        <source>Says nothing</source>
        <translation>没有内容</translation>
    </message>
    <message>
        <source>Very long</source>
        <translation>过长</translation>
    </message>
    <message>
        <source>Personal data</source>
        <translation>个人信息</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>kind of problem, how many</comment>
        <translation>%1，%2</translation>
    </message>
</context>
<context>
    <name>tunedesk::IssuePane</name>
    <message>
        <source>Problems of the data</source>
        <translation>数据的问题</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>重新检查</translation>
    </message>
    <message>
        <source>Back to the filters (Esc)</source>
        <translation>回到筛选（Esc）</translation>
    </message>
    <message>
        <source>Back to the filters</source>
        <translation>回到筛选</translation>
    </message>
    <message numerus="yes">
        <source>%Ln pairs were checked, nothing was found.</source>
        <translation>
            <numerusform>检查了 %Ln 个对话对，没有发现问题。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pairs were checked. Choose a problem to see its pairs.</source>
        <translation>
            <numerusform>检查了 %Ln 个对话对。选择一个问题即可看到相关的对话对。</numerusform>
        </translation>
    </message>
    <message>
        <source>No dialogue is in two splits: looked at %1 dialogues as the next training would deal them.</source>
        <translation>没有会话分在两处：按下一次训练的划分方式查看了 %1 个会话。</translation>
    </message>
</context>
<context>
    <name>tunedesk::JobQueue</name>
    <message>
        <source>The task ended unexpectedly.</source>
        <translation>任务意外结束。</translation>
    </message>
    <message>
        <source>Try it again; if it happens again, send us the details.</source>
        <translation>请重试；若再次发生，请将详细信息发给我们。</translation>
    </message>
    <message>
        <source>There is not enough memory.</source>
        <translation>内存不足。</translation>
    </message>
    <message>
        <source>Close other programs and try again.</source>
        <translation>请关闭其他程序后重试。</translation>
    </message>
</context>
<context>
    <name>tunedesk::KeysPanel</name>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>所有页面</translation>
    </message>
    <message>
        <source>Esc closes this panel.</source>
        <translation>按 Esc 关闭此面板。</translation>
    </message>
</context>
<context>
    <name>tunedesk::LabelMeaningsPopup</name>
    <message numerus="yes">
        <source>%Ln rows</source>
        <comment>with a label</comment>
        <translation>
            <numerusform>%Ln 行</numerusform>
        </translation>
    </message>
    <message>
        <source>left out</source>
        <comment>rows with a label</comment>
        <translation>不导入</translation>
    </message>
    <message>
        <source>no label</source>
        <comment>what a value means</comment>
        <translation>无标注</translation>
    </message>
    <message>
        <source>%1 = %2</source>
        <comment>a label and what it means</comment>
        <translation>%1 = %2</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between labels</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>What the values of the label column mean</source>
        <translation>标注列中各值的含义</translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows have other values; they are read as found.</source>
        <translation>
            <numerusform>另有 %Ln 行为其他值，自动判断其含义。</numerusform>
        </translation>
    </message>
    <message>
        <source>Values that are not known</source>
        <translation>无法识别的值</translation>
    </message>
    <message>
        <source>Leave the row out</source>
        <translation>不导入该行</translation>
    </message>
    <message>
        <source>Import without label</source>
        <translation>不带标注导入</translation>
    </message>
    <message>
        <source>What becomes of rows whose label is not known</source>
        <translation>标注无法识别的行如何处理</translation>
    </message>
    <message>
        <source>Take the numbers as scores</source>
        <translation>将数字作为分数</translation>
    </message>
    <message>
        <source>As found</source>
        <translation>自动识别</translation>
    </message>
    <message>
        <source>What “%1” means</source>
        <translation>“%1”的含义</translation>
    </message>
    <message>
        <source>Appropriate</source>
        <translation>恰当</translation>
    </message>
    <message>
        <source>Not appropriate</source>
        <translation>不恰当</translation>
    </message>
    <message>
        <source>Score %1</source>
        <translation>分数 %1</translation>
    </message>
</context>
<context>
    <name>tunedesk::LabelPage</name>
    <message>
        <source>Label</source>
        <comment>page</comment>
        <translation>标注</translation>
    </message>
    <message>
        <source>Appropriate</source>
        <translation>恰当</translation>
    </message>
    <message>
        <source>Not appropriate</source>
        <translation>不恰当</translation>
    </message>
    <message>
        <source>Skip</source>
        <comment>this pair</comment>
        <translation>跳过</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Flag</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>More or fewer earlier turns</source>
        <translation>展开或收起前文</translation>
    </message>
    <message>
        <source>Next pair without a label</source>
        <translation>下一个未标注的对话对</translation>
    </message>
    <message>
        <source>Pair before</source>
        <translation>上一对</translation>
    </message>
    <message>
        <source>Pair after</source>
        <translation>下一对</translation>
    </message>
    <message>
        <source>Larger reading text</source>
        <translation>放大阅读文字</translation>
    </message>
    <message>
        <source>Smaller reading text</source>
        <translation>缩小阅读文字</translation>
    </message>
    <message>
        <source>other pairs</source>
        <translation>切换对话对</translation>
    </message>
    <message>
        <source>all keys</source>
        <translation>全部快捷键</translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation>最早在前</translation>
    </message>
    <message>
        <source>In random order</source>
        <translation>随机顺序</translation>
    </message>
    <message>
        <source>Dialogue by dialogue</source>
        <translation>逐个会话</translation>
    </message>
    <message>
        <source>Order of the pairs</source>
        <translation>对话对顺序</translation>
    </message>
    <message>
        <source>Read the list again</source>
        <translation>重新读取列表</translation>
    </message>
    <message>
        <source>All pairs</source>
        <translation>全部对话对</translation>
    </message>
    <message>
        <source>Pairs that wait for a label</source>
        <translation>待标注的对话对</translation>
    </message>
    <message>
        <source>Note about this pair</source>
        <translation>这对的备注</translation>
    </message>
    <message>
        <source>Ctrl ↵ or Esc keeps the note and goes on.</source>
        <translation>Ctrl ↵ 或 Esc 保存备注并继续。</translation>
    </message>
    <message>
        <source>Pair to label</source>
        <translation>要标注的对话对</translation>
    </message>
    <message>
        <source>%L1 today</source>
        <translation>今天 %L1</translation>
    </message>
    <message>
        <source>%1 a minute</source>
        <translation>每分钟 %1</translation>
    </message>
    <message>
        <source>– a minute</source>
        <translation>每分钟 –</translation>
    </message>
    <message>
        <source>%L1 of %L2</source>
        <translation>%L1 / %L2</translation>
    </message>
    <message>
        <source>%L1 of %L2 pairs are labelled</source>
        <translation>%L2 对中已标注 %L1 对</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%L1 left</source>
        <translation>剩余 %L1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln picked pairs left</source>
        <translation>
            <numerusform>选中的对话对还剩 %Ln 个</numerusform>
        </translation>
    </message>
    <message>
        <source>All picked pairs are done</source>
        <translation>选中的对话对已全部完成</translation>
    </message>
    <message numerus="yes">
        <source>%Ln pairs of the project have no label yet.</source>
        <translation>
            <numerusform>项目中还有 %Ln 对没有标注。</numerusform>
        </translation>
    </message>
    <message>
        <source>Go on with all pairs</source>
        <translation>继续标注全部对话对</translation>
    </message>
    <message>
        <source>No pairs to label yet</source>
        <translation>还没有可标注的对话对</translation>
    </message>
    <message>
        <source>Import a table with a column for the question and one for the reply.</source>
        <translation>导入一个表格，其中一列为提问，一列为回复。</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Nothing left but what was skipped</source>
        <translation>只剩下跳过的对话对</translation>
    </message>
    <message>
        <source>Every pair has a label</source>
        <translation>每对都已标注</translation>
    </message>
    <message numerus="yes">
        <source>%Ln pairs have two different ones. Settle them, then train.</source>
        <translation>
            <numerusform>%Ln 对有两种不同的标注。先确定，再训练。</numerusform>
        </translation>
    </message>
    <message>
        <source>Train a model with them now.</source>
        <translation>现在可用这些标注训练模型。</translation>
    </message>
    <message numerus="yes">
        <source>Settle %Ln</source>
        <translation>
            <numerusform>确定 %Ln 对</numerusform>
        </translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Labelled pair %1 appropriate</source>
        <translation>已将第 %1 对标注为恰当</translation>
    </message>
    <message>
        <source>Labelled pair %1 not appropriate</source>
        <translation>已将第 %1 对标注为不恰当</translation>
    </message>
    <message>
        <source>Skipped pair %1</source>
        <translation>已跳过第 %1 对</translation>
    </message>
    <message>
        <source>%1. Next: %2</source>
        <translation>%1。下一对：%2</translation>
    </message>
    <message>
        <source>The last step was not a label: %1.</source>
        <translation>上一步不是标注：%1。</translation>
    </message>
    <message>
        <source>Ctrl Z takes it back.</source>
        <translation>按 Ctrl Z 撤销。</translation>
    </message>
    <message>
        <source>Changed the note of pair %1</source>
        <translation>已更改第 %1 对的备注</translation>
    </message>
</context>
<context>
    <name>tunedesk::LabelSide</name>
    <message>
        <source>From the file</source>
        <translation>来自文件</translation>
    </message>
    <message>
        <source>shown once you have decided</source>
        <translation>作出判断后显示</translation>
    </message>
    <message>
        <source>Nobody has labelled it yet</source>
        <translation>还没有人标注</translation>
    </message>
    <message>
        <source>Just labelled</source>
        <translation>最近标注</translation>
    </message>
    <message>
        <source>newest first</source>
        <translation>最新在前</translation>
    </message>
    <message>
        <source>Your labels of this project will stand here.</source>
        <translation>本项目中的标注会显示在这里。</translation>
    </message>
    <message>
        <source>Labels of this pair</source>
        <translation>这对的标注</translation>
    </message>
    <message>
        <source>What counts as appropriate</source>
        <translation>恰当的标准</translation>
    </message>
    <message>
        <source>Keep the text (Ctrl ↵)</source>
        <translation>保存文字 (Ctrl ↵)</translation>
    </message>
    <message>
        <source>Change the text</source>
        <translation>修改文字</translation>
    </message>
    <message>
        <source>Change what counts as appropriate</source>
        <translation>修改恰当的标准</translation>
    </message>
    <message>
        <source>One rule a line</source>
        <translation>每行一条规则</translation>
    </message>
    <message>
        <source>Write down in a few lines what makes a reply appropriate, so that everybody labels alike.</source>
        <translation>用几行文字写下怎样的回复算恰当，使所有人按同一标准标注。</translation>
    </message>
</context>
<context>
    <name>tunedesk::LoadingRows</name>
    <message>
        <source>Loading</source>
        <translation>正在加载</translation>
    </message>
</context>
<context>
    <name>tunedesk::MainWindow</name>
    <message>
        <source>%1 – TuneDesk</source>
        <translation>%1 – TuneDesk</translation>
    </message>
    <message>
        <source>Finishing, then closing.</source>
        <translation>正在收尾，随后关闭。</translation>
    </message>
    <message>
        <source>A training run stops at a checkpoint and can go on later.</source>
        <translation>训练运行会停在检查点，以后可继续。</translation>
    </message>
    <message>
        <source>TuneDesk %1</source>
        <translation>TuneDesk %1</translation>
    </message>
    <message>
        <source>Projects, models and labels stay on this computer.</source>
        <translation>项目、模型和标注都留在这台电脑上。</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Recent projects</source>
        <translation>最近的项目(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Project</source>
        <translation>项目(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>转到(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Tasks</source>
        <translation>任务(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>New project</source>
        <translation>新建项目</translation>
    </message>
    <message>
        <source>Open a project…</source>
        <translation>打开项目…</translation>
    </message>
    <message>
        <source>New project from a file…</source>
        <translation>从文件新建项目…</translation>
    </message>
    <message>
        <source>Open the sample</source>
        <translation>打开示例</translation>
    </message>
    <message>
        <source>Close the project</source>
        <translation>关闭项目</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Find a command or pair</source>
        <translation>查找命令或对话对</translation>
    </message>
    <message>
        <source>Left panel</source>
        <translation>左侧面板</translation>
    </message>
    <message>
        <source>Right panel</source>
        <translation>右侧面板</translation>
    </message>
    <message>
        <source>Next panel</source>
        <translation>下一个面板</translation>
    </message>
    <message>
        <source>Panel before</source>
        <translation>上一个面板</translation>
    </message>
    <message>
        <source>Larger texts</source>
        <translation>放大文字</translation>
    </message>
    <message>
        <source>Smaller texts</source>
        <translation>缩小文字</translation>
    </message>
    <message>
        <source>Texts as they were</source>
        <translation>恢复文字大小</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Start page</source>
        <translation>起始页</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Stop all tasks</source>
        <translation>停止所有任务</translation>
    </message>
    <message>
        <source>Clear the ended tasks</source>
        <translation>清除已结束的任务</translation>
    </message>
    <message>
        <source>All keys</source>
        <translation>全部快捷键</translation>
    </message>
    <message>
        <source>About TuneDesk</source>
        <translation>关于 TuneDesk</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>action, its key</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Find a command, page, run or pair (Ctrl+K)</source>
        <translation>查找命令、页面、运行或对话对 (Ctrl+K)</translation>
    </message>
    <message>
        <source>Your name stands beside your labels. Change it in the settings.</source>
        <translation>姓名显示在标注旁。可在设置中更改。</translation>
    </message>
    <message>
        <source>You are %1</source>
        <translation>当前标注人：%1</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>撤销：%1</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo: %1</source>
        <translation>重做：%1</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>page</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>This project is open for reading only.</source>
        <translation>此项目以只读方式打开。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>正在保存…</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <comment>time of day</comment>
        <translation>已保存 %1</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>Making the sample project</source>
        <translation>正在建立示例项目</translation>
    </message>
    <message>
        <source>Making the project</source>
        <translation>正在建立项目</translation>
    </message>
    <message>
        <source>TuneDesk projects (*.tunedesk)</source>
        <translation>TuneDesk 项目 (*.tunedesk)</translation>
    </message>
    <message>
        <source>Open a project</source>
        <translation>打开项目</translation>
    </message>
    <message>
        <source>New project from a file</source>
        <translation>从文件新建项目</translation>
    </message>
    <message>
        <source>Where is %1?</source>
        <translation>%1 在哪里？</translation>
    </message>
    <message>
        <source>Opening “%1”…</source>
        <translation>正在打开“%1”…</translation>
    </message>
    <message>
        <source>A project of an older version is copied and brought up to date first.</source>
        <translation>旧版本的项目会先备份，再升级到当前版本。</translation>
    </message>
    <message>
        <source>Run %1</source>
        <translation>运行 %1</translation>
    </message>
    <message>
        <source>“%1” was cut off at step %2.</source>
        <translation>“%1”在第 %2 步中断。</translation>
    </message>
    <message>
        <source>It can go on from its last checkpoint.</source>
        <translation>可从最后的检查点继续。</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续运行</translation>
    </message>
    <message>
        <source>Files of pairs (*.csv *.tsv *.txt *.xlsx *.json *.jsonl);;All files (*)</source>
        <translation>对话对文件 (*.csv *.tsv *.txt *.xlsx *.json *.jsonl);;所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>tunedesk::MappingHeader</name>
    <message>
        <source>What the column “%1” brings</source>
        <translation>列“%1”的含义</translation>
    </message>
</context>
<context>
    <name>tunedesk::MessageBar</name>
    <message>
        <source>%1. %2</source>
        <comment>where it happened. what to do</comment>
        <translation>%1。%2</translation>
    </message>
    <message>
        <source>Copy the details</source>
        <translation>复制详细信息</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>关闭此消息</translation>
    </message>
</context>
<context>
    <name>tunedesk::ModelCardView</name>
    <message>
        <source>Model card</source>
        <translation>模型说明卡</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>阅读</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Model card, Markdown</source>
        <translation>模型说明卡，Markdown</translation>
    </message>
</context>
<context>
    <name>tunedesk::ModelDownloads</name>
    <message>
        <source>Downloading %1</source>
        <translation>正在下载 %1</translation>
    </message>
</context>
<context>
    <name>tunedesk::ModelTableModel</name>
    <message>
        <source>Can&apos;t be used</source>
        <translation>无法使用</translation>
    </message>
    <message>
        <source>Included</source>
        <translation>自带</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>在这台电脑上</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Good for</source>
        <translation>适合</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>层数</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>%1, licence %2. Return or a click on Download fetches it.</source>
        <translation>%1，许可 %2。按回车或点击“下载”即可下载。</translation>
    </message>
    <message>
        <source>Stop at %1 %</source>
        <translation>停在 %1 %</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>The time is known once the model is on this computer.</source>
        <translation>模型下载到这台电脑后才知道用时。</translation>
    </message>
    <message>
        <source>The time is measured while you look, after that of the chosen one.</source>
        <translation>测完所选模型后，在查看此页时测量用时。</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>用时</translation>
    </message>
</context>
<context>
    <name>tunedesk::MovingTask</name>
    <message>
        <source>Undoing: %1</source>
        <comment>what was done</comment>
        <translation>正在撤销：%1</translation>
    </message>
    <message>
        <source>Under way: %1</source>
        <comment>what is being done</comment>
        <translation>进行中：%1</translation>
    </message>
</context>
<context>
    <name>tunedesk::NewRunView</name>
    <message>
        <source>%1, %2, %3</source>
        <comment>name of a run: preset, model, layers</comment>
        <translation>%1，%2，%3</translation>
    </message>
    <message>
        <source>No model to start from.</source>
        <translation>没有可作为起点的模型。</translation>
    </message>
    <message>
        <source>Open a model folder, or run packaging/start once to get the starter model.</source>
        <translation>请打开模型文件夹，或运行一次 packaging/start 以获取入门模型。</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>what it starts from</source>
        <translation>训练的起点</translation>
    </message>
    <message>
        <source>Model to start from</source>
        <translation>作为起点的模型</translation>
    </message>
    <message>
        <source>Open a model folder…</source>
        <translation>打开模型文件夹…</translation>
    </message>
    <message>
        <source>config.json beside model.safetensors or pytorch_model.bin</source>
        <translation>config.json 以及 model.safetensors 或 pytorch_model.bin</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>name of a run: model, layers</comment>
        <translation>%1，%2</translation>
    </message>
</context>
<context>
    <name>tunedesk::PairInspector</name>
    <message>
        <source>%1, %2</source>
        <comment>date, clock</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>d MMMM</source>
        <comment>date format</comment>
        <translation>M 月 d 日</translation>
    </message>
    <message>
        <source>Pair %1</source>
        <translation>第 %1 对</translation>
    </message>
    <message>
        <source>No pair chosen</source>
        <translation>未选择对话对</translation>
    </message>
    <message>
        <source>Pair before</source>
        <translation>上一对</translation>
    </message>
    <message>
        <source>Pair before (↑ in the table)</source>
        <translation>上一对（表格中按 ↑）</translation>
    </message>
    <message>
        <source>Next pair</source>
        <translation>下一对</translation>
    </message>
    <message>
        <source>Next pair (↓ in the table)</source>
        <translation>下一对（表格中按 ↓）</translation>
    </message>
    <message>
        <source>Appropriate</source>
        <translation>恰当</translation>
    </message>
    <message>
        <source>Not</source>
        <comment>not appropriate, short</comment>
        <translation>不恰当</translation>
    </message>
    <message>
        <source>Not appropriate</source>
        <translation>不恰当</translation>
    </message>
    <message>
        <source>Flag this pair</source>
        <translation>标记这对</translation>
    </message>
    <message>
        <source>Flag this pair (F)</source>
        <translation>标记这对 (F)</translation>
    </message>
    <message>
        <source>Earlier turns</source>
        <translation>前文</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>回复</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Label history</source>
        <translation>标注历史</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>from the file</source>
        <translation>来自文件</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>已跳过</translation>
    </message>
    <message>
        <source>%1, row %2</source>
        <translation>%1，第 %2 行</translation>
    </message>
    <message>
        <source>Dialogue %1</source>
        <translation>会话 %1</translation>
    </message>
    <message>
        <source>Topic: %1</source>
        <translation>主题：%1</translation>
    </message>
    <message>
        <source>Split: given when a run starts</source>
        <translation>划分：运行开始时分配</translation>
    </message>
    <message>
        <source>Split: %1</source>
        <translation>划分：%1</translation>
    </message>
    <message>
        <source>People gave different labels.</source>
        <translation>标注有分歧。</translation>
    </message>
    <message>
        <source>Settle on the Label page</source>
        <translation>在标注页确定</translation>
    </message>
    <message>
        <source>This pair is in the bin.</source>
        <translation>这对在回收站中。</translation>
    </message>
    <message>
        <source>Undone: %1</source>
        <comment>what was done</comment>
        <translation>已撤销：%1</translation>
    </message>
    <message>
        <source>In the bin. %1, %2</source>
        <comment>what removed it, when</comment>
        <translation>在回收站中。%1，%2</translation>
    </message>
    <message>
        <source>In the bin. %1, %2, %3</source>
        <comment>what removed it, who, when</comment>
        <translation>在回收站中。%1，%2，%3</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>恢复</translation>
    </message>
</context>
<context>
    <name>tunedesk::PairTableModel</name>
    <message>
        <source>Pair %1. %2 Reply: %3 Label: %4.</source>
        <translation>第 %1 对。%2 回复：%3 标注：%4。</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Pair</source>
        <translation>对话对</translation>
    </message>
    <message>
        <source>Label</source>
        <comment>column</comment>
        <translation>标注</translation>
    </message>
    <message>
        <source>Split</source>
        <comment>column</comment>
        <translation>划分</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Earlier turns</source>
        <translation>前文</translation>
    </message>
    <message>
        <source>File</source>
        <comment>column</comment>
        <translation>文件</translation>
    </message>
    <message>
        <source>People</source>
        <translation>标注人</translation>
    </message>
    <message>
        <source>Model: %1.</source>
        <comment>its judgement</comment>
        <translation>模型：%1。</translation>
    </message>
    <message>
        <source>.</source>
        <comment>end of a sentence</comment>
        <translation>。</translation>
    </message>
    <message>
        <source>Model</source>
        <comment>column</comment>
        <translation>模型</translation>
    </message>
    <message>
        <source>Score</source>
        <comment>column</comment>
        <translation>分数</translation>
    </message>
    <message>
        <source>Flags</source>
        <comment>column</comment>
        <translation>标记</translation>
    </message>
    <message>
        <source>Changed</source>
        <comment>column</comment>
        <translation>更改时间</translation>
    </message>
</context>
<context>
    <name>tunedesk::PlotPanel</name>
    <message>
        <source>Copy as a picture</source>
        <translation>复制为图片</translation>
    </message>
    <message>
        <source>Save as PNG…</source>
        <translation>另存为 PNG…</translation>
    </message>
    <message>
        <source>Save as SVG…</source>
        <translation>另存为 SVG…</translation>
    </message>
    <message>
        <source>Save the values as CSV…</source>
        <translation>将数值另存为 CSV…</translation>
    </message>
    <message>
        <source>Show as table</source>
        <translation>显示为表格</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Save the plot</source>
        <translation>保存图表</translation>
    </message>
    <message>
        <source>Save or copy this plot</source>
        <translation>保存或复制此图表</translation>
    </message>
    <message>
        <source>epoch %1</source>
        <comment>last number of the bottom axis</comment>
        <translation>第 %1 轮</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>name of a line and its last value</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
</context>
<context>
    <name>tunedesk::PlotTableModel</name>
    <message>
        <source>Line</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Smoothed</source>
        <translation>平滑后</translation>
    </message>
</context>
<context>
    <name>tunedesk::PresetDelegate</name>
    <message>
        <source>Name of the recipe</source>
        <translation>配方名称</translation>
    </message>
</context>
<context>
    <name>tunedesk::PresetListModel</name>
    <message>
        <source>My recipes</source>
        <translation>我的配方</translation>
    </message>
    <message>
        <source>From run %1, %2</source>
        <comment>number, day</comment>
        <translation>来自运行 %1，%2</translation>
    </message>
    <message>
        <source>From run %1</source>
        <translation>来自运行 %1</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <comment>day</comment>
        <translation>保存于 %1</translation>
    </message>
</context>
<context>
    <name>tunedesk::PreviewDelegate</name>
    <message>
        <source>Appropriate</source>
        <translation>恰当</translation>
    </message>
    <message>
        <source>Not appropriate</source>
        <translation>不恰当</translation>
    </message>
    <message>
        <source>not yet</source>
        <comment>no label</comment>
        <translation>尚无</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空</translation>
    </message>
</context>
<context>
    <name>tunedesk::ProjectSession</name>
    <message>
        <source>%1 on %2 (process %3) is writing to it.</source>
        <translation>%2 上的 %1（进程 %3）正在写入。</translation>
    </message>
    <message>
        <source>Another program is writing to it.</source>
        <translation>其他程序正在写入。</translation>
    </message>
    <message>
        <source>This project is open for reading only.</source>
        <translation>此项目以只读方式打开。</translation>
    </message>
    <message>
        <source>Check that the file may be written to.</source>
        <translation>请检查文件是否可写。</translation>
    </message>
    <message>
        <source>%1, by %2</source>
        <comment>“Removed 3 pairs”, a person&apos;s name</comment>
        <translation>%1（%2）</translation>
    </message>
</context>
<context>
    <name>tunedesk::QueueModel</name>
    <message>
        <source>Pair %1. %2</source>
        <translation>第 %1 对。%2</translation>
    </message>
    <message>
        <source>Pair %1</source>
        <translation>第 %1 对</translation>
    </message>
    <message>
        <source>Pair %1 · %2</source>
        <translation>第 %1 对 · %2</translation>
    </message>
</context>
<context>
    <name>tunedesk::RailButton</name>
    <message>
        <source>Something runs there</source>
        <translation>该页有任务在运行</translation>
    </message>
</context>
<context>
    <name>tunedesk::ReadingArea</name>
    <message>
        <source>Customer</source>
        <comment>speaker</comment>
        <translation>客户</translation>
    </message>
    <message>
        <source>Agent</source>
        <comment>speaker</comment>
        <translation>客服</translation>
    </message>
    <message>
        <source>Show the last turns only</source>
        <translation>只显示最后几条</translation>
    </message>
    <message numerus="yes">
        <source>Show %n earlier turns</source>
        <translation>
            <numerusform>显示之前的 %n 条</numerusform>
        </translation>
    </message>
    <message>
        <source>Pair %1</source>
        <translation>第 %1 对</translation>
    </message>
    <message>
        <source>Dialogue %1</source>
        <translation>会话 %1</translation>
    </message>
    <message>
        <source>Disagreement</source>
        <translation>有分歧</translation>
    </message>
    <message>
        <source>Flagged</source>
        <translation>已标记</translation>
    </message>
    <message>
        <source>Customer asks</source>
        <translation>客户提问</translation>
    </message>
    <message>
        <source>Agent replies</source>
        <translation>客服回复</translation>
    </message>
</context>
<context>
    <name>tunedesk::RecentsDelegate</name>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Locate…</source>
        <translation>定位…</translation>
    </message>
    <message>
        <source>File not found: %1</source>
        <translation>未找到文件：%1</translation>
    </message>
</context>
<context>
    <name>tunedesk::RecentsModel</name>
    <message>
        <source>Today %1</source>
        <comment>time of day</comment>
        <translation>今天 %1</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>d MMMM</source>
        <comment>day and month</comment>
        <translation>M 月 d 日</translation>
    </message>
    <message>
        <source>Reading the recent projects</source>
        <translation>正在读取最近的项目</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n pairs</source>
        <translation>
            <numerusform>%1 / %n 对</numerusform>
        </translation>
    </message>
    <message>
        <source>%1. File not found: %2</source>
        <translation>%1。未找到文件：%2</translation>
    </message>
    <message>
        <source>%1. %2. Best F1 %3. Opened %4</source>
        <translation>%1。%2。最佳 F1 %3。打开于 %4</translation>
    </message>
</context>
<context>
    <name>tunedesk::RecipeDifferenceModel</name>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Snapshot</source>
        <translation>数据快照</translation>
    </message>
    <message>
        <source>Best at epoch</source>
        <translation>最佳轮次</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>A</source>
        <comment>run</comment>
        <translation>A</translation>
    </message>
    <message>
        <source>B</source>
        <comment>run</comment>
        <translation>B</translation>
    </message>
</context>
<context>
    <name>tunedesk::RecipeDifferenceView</name>
    <message>
        <source>%1, %2</source>
        <comment>3 differ, 19 are the same</comment>
        <translation>%1，%2</translation>
    </message>
    <message numerus="yes">
        <source>%n differ</source>
        <translation>
            <numerusform>%n 项不同</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n are the same</source>
        <translation>
            <numerusform>%n 项相同</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose two runs with the keys A and B.</source>
        <translation>用 A 和 B 键选择两个运行。</translation>
    </message>
    <message>
        <source>Same snapshot and same test split: the scores can be compared.</source>
        <translation>数据快照和测试集相同：分数可以比较。</translation>
    </message>
    <message>
        <source>The snapshots differ: the scores come from different test splits.</source>
        <translation>数据快照不同：分数来自不同的测试集。</translation>
    </message>
    <message>
        <source>Recipe, A and B</source>
        <translation>配方对比：A 与 B</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>全部显示</translation>
    </message>
</context>
<context>
    <name>tunedesk::RecipeForm</name>
    <message>
        <source>• %1, was %2</source>
        <translation>• %1，原为 %2</translation>
    </message>
    <message>
        <source>Unusual. %1</source>
        <translation>不常用。%1</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) from the preset</source>
        <translation>
            <numerusform>与预设有 %n 处不同</numerusform>
        </translation>
    </message>
    <message>
        <source>as the preset has them</source>
        <translation>与预设相同</translation>
    </message>
    <message>
        <source>Back to %1</source>
        <translation>恢复为 %1</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>frozen into a snapshot when the run starts</source>
        <translation>运行开始时存为数据快照</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>高级</translation>
    </message>
    <message>
        <source>Back to preset</source>
        <translation>恢复预设</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>setting and its unit</comment>
        <translation>%1（%2）</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) from the recipe</source>
        <translation>
            <numerusform>与配方有 %n 处不同</numerusform>
        </translation>
    </message>
    <message>
        <source>as the recipe has them</source>
        <translation>与配方相同</translation>
    </message>
    <message>
        <source>Back to the recipe</source>
        <translation>恢复配方</translation>
    </message>
</context>
<context>
    <name>tunedesk::RecipePane</name>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Save as a file…</source>
        <translation>另存为文件…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Import a recipe…</source>
        <translation>导入配方…</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Presets and own recipes</source>
        <translation>预设和我的配方</translation>
    </message>
</context>
<context>
    <name>tunedesk::RunCurves</name>
    <message>
        <source>Validation F1</source>
        <translation>验证 F1</translation>
    </message>
    <message>
        <source>Validation accuracy</source>
        <translation>验证准确率</translation>
    </message>
    <message>
        <source>Validation loss</source>
        <translation>验证损失</translation>
    </message>
    <message>
        <source>Train loss</source>
        <translation>训练损失</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Pairs a second</source>
        <translation>每秒对话对数</translation>
    </message>
    <message>
        <source>Mean error, validation</source>
        <translation>验证平均误差</translation>
    </message>
    <message>
        <source>Correlation, validation</source>
        <translation>验证相关系数</translation>
    </message>
    <message>
        <source>Which numbers the curves show</source>
        <translation>曲线显示的数值</translation>
    </message>
    <message>
        <source>A</source>
        <comment>run</comment>
        <translation>A</translation>
    </message>
    <message>
        <source>B</source>
        <comment>run</comment>
        <translation>B</translation>
    </message>
</context>
<context>
    <name>tunedesk::RunPlots</name>
    <message>
        <source>accuracy of the larger class %1</source>
        <translation>多数类的准确率 %1</translation>
    </message>
    <message>
        <source>best %1, step %2</source>
        <translation>最佳 %1，第 %2 步</translation>
    </message>
    <message>
        <source>stops here without gain</source>
        <translation>若无提升则在此停止</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Log scale</source>
        <translation>对数坐标</translation>
    </message>
    <message>
        <source>Crosshair</source>
        <translation>十字线</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>跟随</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>验证集</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Pairs a second</source>
        <translation>每秒对话对数</translation>
    </message>
    <message>
        <source>Train</source>
        <comment>a line</comment>
        <translation>训练</translation>
    </message>
    <message>
        <source>Mean error</source>
        <translation>平均误差</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>Correlation</source>
        <translation>相关系数</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>so far</source>
        <comment>a line</comment>
        <translation>已完成</translation>
    </message>
    <message>
        <source>planned</source>
        <comment>a line</comment>
        <translation>计划</translation>
    </message>
    <message>
        <source>pairs/s</source>
        <translation>对/秒</translation>
    </message>
</context>
<context>
    <name>tunedesk::RunTableModel</name>
    <message>
        <source>%1 / %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>F1 and accuracy on the test split of always giving one answer</source>
        <translation>总是给出同一答案时，在测试集上的 F1 和准确率</translation>
    </message>
    <message>
        <source>Curves shown</source>
        <translation>曲线已显示</translation>
    </message>
    <message>
        <source>Curves hidden</source>
        <translation>曲线已隐藏</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Snapshot</source>
        <translation>数据快照</translation>
    </message>
    <message>
        <source>Val. F1</source>
        <translation>验证 F1</translation>
    </message>
    <message>
        <source>Test F1</source>
        <translation>测试 F1</translation>
    </message>
    <message>
        <source>Test accuracy</source>
        <translation>测试准确率</translation>
    </message>
    <message>
        <source>Larger class</source>
        <translation>多数类</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>开始时间</translation>
    </message>
</context>
<context>
    <name>tunedesk::RunningView</name>
    <message>
        <source>Training, epoch %1 of %2</source>
        <translation>训练，第 %1 轮（共 %2 轮）</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>已结束</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>剩余时间</translation>
    </message>
    <message>
        <source>not known yet</source>
        <translation>尚不清楚</translation>
    </message>
    <message>
        <source>done about %1</source>
        <translation>约 %1 完成</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>%1 / %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Best error, correlation</source>
        <translation>最佳误差，相关系数</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>Best F1 / accuracy</source>
        <translation>最佳 F1 / 准确率</translation>
    </message>
    <message>
        <source>larger class %1 / %2</source>
        <translation>多数类 %1 / %2</translation>
    </message>
    <message>
        <source>Train loss</source>
        <translation>训练损失</translation>
    </message>
    <message>
        <source>smoothed</source>
        <translation>平滑后</translation>
    </message>
    <message>
        <source>Validation loss</source>
        <translation>验证损失</translation>
    </message>
    <message>
        <source>best %1</source>
        <translation>最低 %1</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>%1 pairs/s</source>
        <translation>%1 对/秒</translation>
    </message>
    <message>
        <source>%1 tokens/s</source>
        <translation>%1 词元/秒</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>peak %1</source>
        <translation>峰值 %1</translation>
    </message>
    <message>
        <source>Passed</source>
        <translation>已用时间</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>始于 %1</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Batch, epochs</source>
        <translation>批大小，轮数</translation>
    </message>
    <message>
        <source>Longest input</source>
        <translation>最大输入长度</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 词元</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>配方</translation>
    </message>
    <message>
        <source>Safe to close: the run stops at a checkpoint and can go on later.</source>
        <translation>可以放心关闭：运行会停在检查点，以后可继续。</translation>
    </message>
    <message>
        <source>Nothing was noted about this run.</source>
        <translation>这次运行没有记录事件。</translation>
    </message>
    <message>
        <source>Nothing yet.</source>
        <translation>暂无事件。</translation>
    </message>
</context>
<context>
    <name>tunedesk::RunsPage</name>
    <message>
        <source>Runs</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>7 runs, 4 shown</comment>
        <translation>%1，%2</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s)</source>
        <translation>
            <numerusform>%n 个运行</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n shown</source>
        <translation>
            <numerusform>显示 %n 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>test split, %n pair(s), cut at 0.50</source>
        <translation>
            <numerusform>测试集，%n 对，阈值 0.50</numerusform>
        </translation>
    </message>
    <message>
        <source>Rename “%1”</source>
        <translation>重命名“%1”</translation>
    </message>
    <message>
        <source>Delete “%1”</source>
        <translation>删除“%1”</translation>
    </message>
    <message>
        <source>Open run</source>
        <translation>打开运行</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Train again from this</source>
        <translation>以此配方再次训练</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续运行</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Show or hide the curves</source>
        <translation>显示或隐藏曲线</translation>
    </message>
    <message>
        <source>Choose as A</source>
        <translation>选为 A</translation>
    </message>
    <message>
        <source>Choose as B</source>
        <translation>选为 B</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Filter runs</source>
        <translation>筛选运行</translation>
    </message>
    <message>
        <source>Confusion</source>
        <translation>混淆矩阵</translation>
    </message>
    <message>
        <source>No runs yet</source>
        <translation>还没有运行</translation>
    </message>
    <message>
        <source>Each training is kept here with its curves, so that you can compare.</source>
        <translation>每次训练及其曲线都保存在这里，便于比较。</translation>
    </message>
    <message>
        <source>Start a first run</source>
        <translation>开始第一次运行</translation>
    </message>
</context>
<context>
    <name>tunedesk::SettingsPage</name>
    <message>
        <source>%1 %</source>
        <comment>percent</comment>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Looks</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>You</source>
        <translation>标注人</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>All keys</source>
        <translation>全部快捷键</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Changes at once. What people wrote stays as it is.</source>
        <translation>立即切换。已写入的内容保持不变。</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Size of the texts</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source>Ctrl+= larger, Ctrl+− smaller, Ctrl+0 as it was.</source>
        <translation>Ctrl+= 放大，Ctrl+− 缩小，Ctrl+0 恢复。</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Stands beside your labels, so that people can be compared.</source>
        <translation>显示在标注旁，便于比较不同的人。</translation>
    </message>
    <message>
        <source>Downloads of models</source>
        <translation>模型下载</translation>
    </message>
    <message>
        <source>Model hub</source>
        <translation>模型库</translation>
    </message>
    <message>
        <source>Where the hub does not answer, the address of a mirror. Empty: the public hub.</source>
        <translation>模型库无法访问时，填写镜像地址。留空：公共模型库。</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>代理</translation>
    </message>
    <message>
        <source>Empty: as the system says. “none”: never one.</source>
        <translation>留空：按系统设置。“none”：不使用代理。</translation>
    </message>
</context>
<context>
    <name>tunedesk::StageBar</name>
    <message>
        <source>Stage: %1</source>
        <translation>阶段：%1</translation>
    </message>
    <message>
        <source>Tokenise</source>
        <translation>分词</translation>
    </message>
    <message>
        <source>Frozen layers</source>
        <translation>冻结层</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
</context>
<context>
    <name>tunedesk::StatisticsRow</name>
    <message>
        <source>labelled, %1 %</source>
        <translation>已标注，%1 %</translation>
    </message>
    <message>
        <source>%1 of %2 pairs are labelled</source>
        <translation>%2 对中已标注 %1 对</translation>
    </message>
    <message>
        <source>Show the pairs without a label</source>
        <translation>显示未标注的对话对</translation>
    </message>
    <message>
        <source>%1 : %2</source>
        <comment>shares of appropriate and not</comment>
        <translation>%1 : %2</translation>
    </message>
    <message>
        <source>appropriate to not</source>
        <translation>恰当与不恰当之比</translation>
    </message>
    <message>
        <source>%1 appropriate, %2 not appropriate</source>
        <translation>恰当 %1，不恰当 %2</translation>
    </message>
    <message>
        <source>Show the rarer label</source>
        <translation>显示较少的一类标注</translation>
    </message>
    <message>
        <source>with different labels</source>
        <translation>标注不一致</translation>
    </message>
    <message numerus="yes">
        <source>%n people labelled</source>
        <translation>
            <numerusform>%n 人标注</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 pairs have different labels</source>
        <translation>%1 对的标注不一致</translation>
    </message>
    <message>
        <source>Show the pairs on which people differ</source>
        <translation>显示有分歧的对话对</translation>
    </message>
    <message>
        <source>Words a reply</source>
        <translation>回复词数</translation>
    </message>
    <message>
        <source>median %1, longest %2</source>
        <translation>中位数 %1，最多 %2</translation>
    </message>
    <message>
        <source>Labels a day</source>
        <translation>每日标注数</translation>
    </message>
    <message>
        <source>%1 today</source>
        <translation>今天 %1</translation>
    </message>
</context>
<context>
    <name>tunedesk::TaskPanel</name>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Go on with %1</source>
        <translation>继续：%1</translation>
    </message>
    <message>
        <source>Pause %1</source>
        <translation>暂停：%1</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop %1</source>
        <translation>停止：%1</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Clear the ended ones</source>
        <translation>清除已结束的任务</translation>
    </message>
    <message>
        <source>Nothing runs and nothing waits.</source>
        <translation>没有运行中或等待中的任务。</translation>
    </message>
</context>
<context>
    <name>tunedesk::TaskStrip</name>
    <message>
        <source>All changes saved</source>
        <translation>更改已全部保存</translation>
    </message>
    <message>
        <source>Projects stay on this computer</source>
        <translation>项目留在这台电脑上</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>撤销：%1</translation>
    </message>
    <message>
        <source>%1: show all tasks</source>
        <translation>%1：显示全部任务</translation>
    </message>
    <message numerus="yes">
        <source>%n more tasks</source>
        <translation>
            <numerusform>另有 %n 个任务</numerusform>
        </translation>
    </message>
    <message>
        <source>No tasks running</source>
        <translation>没有运行中的任务</translation>
    </message>
    <message>
        <source>Stop this task</source>
        <translation>停止此任务</translation>
    </message>
    <message>
        <source>All tasks (Ctrl+J)</source>
        <translation>全部任务 (Ctrl+J)</translation>
    </message>
    <message>
        <source>Undo the last step (Ctrl+Z)</source>
        <translation>撤销上一步 (Ctrl+Z)</translation>
    </message>
    <message>
        <source>Tasks and saving</source>
        <translation>任务与保存状态</translation>
    </message>
    <message>
        <source>All tasks</source>
        <translation>全部任务</translation>
    </message>
</context>
<context>
    <name>tunedesk::TrainPage</name>
    <message>
        <source>The plot could not be saved.</source>
        <translation>无法保存图表。</translation>
    </message>
    <message>
        <source>Check that the folder may be written to.</source>
        <translation>请检查文件夹是否可写。</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>New run</source>
        <translation>新建运行</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Pausing…</source>
        <translation>正在暂停…</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>Stop, keep the best</source>
        <translation>停止并保留最佳</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>停止中</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>One kind of label is missing</source>
        <translation>缺少一种标注</translation>
    </message>
    <message numerus="yes">
        <source>%n label(s) more and you can train</source>
        <translation>
            <numerusform>再有 %n 个标注即可训练</numerusform>
        </translation>
    </message>
    <message>
        <source>A first run needs %1 labels with both kinds. So far: %2 appropriate, %3 not.</source>
        <translation>第一次运行需要 %1 个标注，且两种都有。目前：恰当 %2，不恰当 %3。</translation>
    </message>
    <message>
        <source>Label pairs</source>
        <translation>标注对话对</translation>
    </message>
    <message>
        <source>Open a model folder</source>
        <translation>打开模型文件夹</translation>
    </message>
    <message>
        <source>Training “%1”</source>
        <translation>正在训练“%1”</translation>
    </message>
    <message>
        <source>The run “%1” failed: %2</source>
        <translation>运行“%1”失败：%2</translation>
    </message>
    <message>
        <source>Change the recipe</source>
        <translation>修改配方</translation>
    </message>
    <message>
        <source>Go on from the last checkpoint</source>
        <translation>从最后的检查点继续</translation>
    </message>
    <message>
        <source>“%1” is done.</source>
        <translation>“%1”已完成。</translation>
    </message>
    <message>
        <source>Test split: %1.</source>
        <translation>测试集：%1。</translation>
    </message>
    <message>
        <source>Validation split: %1.</source>
        <translation>验证集：%1。</translation>
    </message>
    <message>
        <source>“%1” was stopped at step %2.</source>
        <translation>“%1”已停在第 %2 步。</translation>
    </message>
    <message>
        <source>The best and the last checkpoint are kept.</source>
        <translation>最佳和最后的检查点已保留。</translation>
    </message>
    <message>
        <source>Look at runs</source>
        <translation>查看运行</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Start training</source>
        <translation>开始训练</translation>
    </message>
    <message>
        <source>Show or hide advanced settings</source>
        <translation>显示或隐藏高级设置</translation>
    </message>
    <message>
        <source>Running one</source>
        <translation>当前运行</translation>
    </message>
    <message>
        <source>Name of the run</source>
        <translation>运行的名称</translation>
    </message>
    <message>
        <source>“%1” failed.</source>
        <translation>“%1”失败。</translation>
    </message>
    <message>
        <source>“%1” was cut off at step %2.</source>
        <translation>“%1”在第 %2 步中断。</translation>
    </message>
    <message>
        <source>It can go on from its last checkpoint.</source>
        <translation>可从最后的检查点继续。</translation>
    </message>
    <message>
        <source>“%1” is done, but always giving the more frequent answer would be as good.</source>
        <translation>“%1”已完成，但一直给出较多的那种答案也能达到同样的结果。</translation>
    </message>
    <message>
        <source>%1. More labels help most; then more layers that train, or more epochs.</source>
        <translation>%1。最有效的是增加标注，其次是训练更多的层或更多轮次。</translation>
    </message>
    <message>
        <source>%1, slower</source>
        <translation>%1，较慢</translation>
    </message>
    <message>
        <source>Train again at half the learning rate</source>
        <translation>以一半的学习率重新训练</translation>
    </message>
    <message>
        <source>Save recipe</source>
        <translation>保存配方</translation>
    </message>
    <message>
        <source>Import a recipe…</source>
        <translation>导入配方…</translation>
    </message>
    <message numerus="yes">
        <source>%n of your recipes can&apos;t be used. The first: %1</source>
        <translation>
            <numerusform>有 %n 个配方无法使用。第一个：%1</numerusform>
        </translation>
    </message>
    <message>
        <source>One of your recipes can&apos;t be used: %1</source>
        <translation>有一个配方无法使用：%1</translation>
    </message>
    <message>
        <source>The model of “%1” isn&apos;t on this computer: %2.</source>
        <translation>“%1”的模型不在这台电脑上：%2。</translation>
    </message>
    <message>
        <source>The chosen one stays. Download that one, or open its folder.</source>
        <translation>仍用当前所选的模型。可以下载那个模型，或打开它的文件夹。</translation>
    </message>
    <message>
        <source>Saved as “%1”.</source>
        <translation>已保存为“%1”。</translation>
    </message>
    <message>
        <source>It stands under “My recipes” in every project.</source>
        <translation>在每个项目的“我的配方”中都能找到。</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>“%1” is saved as the form has it.</source>
        <translation>“%1”已经与表单一致。</translation>
    </message>
    <message>
        <source>“%1” was changed.</source>
        <translation>“%1”已更改。</translation>
    </message>
    <message>
        <source>Keep both</source>
        <translation>两个都保留</translation>
    </message>
    <message>
        <source>“%1” was removed.</source>
        <translation>“%1”已移除。</translation>
    </message>
    <message>
        <source>“%1” was imported.</source>
        <translation>“%1”已导入。</translation>
    </message>
    <message>
        <source>Import a recipe</source>
        <translation>导入配方</translation>
    </message>
    <message>
        <source>Recipes (*.json)</source>
        <translation>配方 (*.json)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Save the recipe as a file</source>
        <translation>将配方另存为文件</translation>
    </message>
    <message>
        <source>“%1” was saved as a file.</source>
        <translation>“%1”已存为文件。</translation>
    </message>
</context>
<context>
    <name>tunedesk::ViewBar</name>
    <message>
        <source>Remove a view</source>
        <translation>移除视图</translation>
    </message>
    <message>
        <source>Name of the view</source>
        <translation>视图的名称</translation>
    </message>
    <message>
        <source>Keeps these filters, the search and the order under a name</source>
        <translation>以一个名称保留当前的筛选、搜索和排序</translation>
    </message>
    <message>
        <source>Choose filters or search for something first</source>
        <translation>先选择筛选条件或搜索内容</translation>
    </message>
    <message>
        <source>No view is saved yet</source>
        <translation>还没有保存视图</translation>
    </message>
    <message>
        <source>Filters that were saved under a name</source>
        <translation>以名称保存的筛选条件</translation>
    </message>
    <message>
        <source>Save as view…</source>
        <translation>存为视图…</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>视图</translation>
    </message>
</context>
<context>
    <name>tunedesk::WelcomePage</name>
    <message>
        <source>Removed from the list.</source>
        <translation>已从列表中移除。</translation>
    </message>
    <message>
        <source>The file itself was not touched: %1</source>
        <translation>文件本身没有改动：%1</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>版本 %1</translation>
    </message>
    <message>
        <source>Teach a language model what a good customer reply is, on this computer, with your own dialogues.</source>
        <translation>在这台电脑上，用自己的会话教会语言模型什么是好的客服回复。</translation>
    </message>
    <message>
        <source>Start with the sample</source>
        <translation>从示例开始</translation>
    </message>
    <message>
        <source>240 labelled customer-service pairs in English and 120 in Chinese. From labels to a tested export in about 5 minutes, with no download.</source>
        <translation>240 个英文和 120 个中文的已标注客服对话对。约 5 分钟从标注到经过测试的导出，无需下载。</translation>
    </message>
    <message>
        <source>Open the sample</source>
        <translation>打开示例</translation>
    </message>
    <message>
        <source>Copied to Documents, yours to change</source>
        <translation>复制到“文档”，可随意修改</translation>
    </message>
    <message>
        <source>Recent projects</source>
        <translation>最近的项目</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Filter the recent projects</source>
        <translation>筛选最近的项目</translation>
    </message>
    <message>
        <source>No project was opened here yet.</source>
        <translation>这里还没有打开过项目。</translation>
    </message>
    <message>
        <source>Project</source>
        <comment>column</comment>
        <translation>项目</translation>
    </message>
    <message>
        <source>Labelled</source>
        <comment>column</comment>
        <translation>已标注</translation>
    </message>
    <message>
        <source>Best F1</source>
        <comment>column</comment>
        <translation>最佳 F1</translation>
    </message>
    <message>
        <source>Opened</source>
        <comment>column</comment>
        <translation>打开时间</translation>
    </message>
    <message>
        <source>How the work goes</source>
        <translation>工作步骤</translation>
    </message>
    <message>
        <source>Import</source>
        <comment>step</comment>
        <translation>导入</translation>
    </message>
    <message>
        <source>Label</source>
        <comment>step</comment>
        <translation>标注</translation>
    </message>
    <message>
        <source>Train</source>
        <comment>step</comment>
        <translation>训练</translation>
    </message>
    <message>
        <source>Export</source>
        <comment>step</comment>
        <translation>导出</translation>
    </message>
    <message>
        <source>Map the columns, see duplicates before they get in.</source>
        <translation>对应各列，先查出重复再导入。</translation>
    </message>
    <message>
        <source>One pair at a time, one key a decision.</source>
        <translation>一次一对，一键一个判断。</translation>
    </message>
    <message>
        <source>Pick a preset, watch the curves.</source>
        <translation>选择预设，观察曲线。</translation>
    </message>
    <message>
        <source>A folder that is tested before you hand it on.</source>
        <translation>转交前经过测试的文件夹。</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Drop a project or a data file here · .tunedesk, .csv, .xlsx, .json</source>
        <translation>将项目或数据文件拖到此处 · .tunedesk、.csv、.xlsx、.json</translation>
    </message>
</context>
</TS>
