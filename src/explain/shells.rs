//! What shells say of a command that they do not find, in the languages that they speak: read as the English words.

use std::borrow::Cow;

/// bash, by the language of the system; other shells speak English.
const NOT_FOUND: [&str; 12] = [
    "Befehl nicht gefunden",
    "Kommando nicht gefunden",
    "commande introuvable",
    "orden no encontrada",
    "comando não encontrado",
    "команда не найдена",
    "コマンドが見つかりません",
    "명령어를 찾을 수 없음",
    "未找到命令",
    "找不到指令",
    "comando non trovato",
    "nie znaleziono polecenia",
];

/// `PowerShell`, which names the command first: `go : …`.
const NO_CMDLET: [&str; 11] = [
    "wurde nicht als Name eines Cmdlet",
    "est pas reconnu comme nom d'applet de commande",
    "no se reconoce como nombre de un cmdlet",
    "não é reconhecido como nome de cmdlet",
    "не распознано как имя командлета",
    "コマンドレット、関数、スクリプト ファイル",
    "cmdlet, 함수, 스크립트 파일",
    "项识别为 cmdlet",
    "辨識為 Cmdlet",
    "non è riconosciuto come nome di cmdlet",
    "nie został rozpoznany jako nazwa polecenia cmdlet",
];

/// The line in English where a shell speaks of a command that is not there.
pub(super) fn in_english(line: &str) -> Cow<'_, str> {
    if let Some(at) = NOT_FOUND.iter().find_map(|words| line.find(words)) {
        let before = line[..at].trim_end_matches([' ', ':', '：']);
        return Cow::Owned(format!("{before}: command not found"));
    }
    if NO_CMDLET.iter().any(|words| line.contains(words))
        && let Some((name, _)) = line.split_once([':', '：'])
    {
        return Cow::Owned(format!("The term '{}' is not recognized as a name of a cmdlet", name.trim()));
    }
    Cow::Borrowed(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_is_read_as_english() {
        for words in NOT_FOUND {
            assert_eq!(in_english(&format!("bash: go: {words}")), "bash: go: command not found");
            assert_eq!(in_english(&format!("bash: go：{words}")), "bash: go: command not found");
        }
        for words in NO_CMDLET {
            let line = format!("go : x {words} y");
            assert_eq!(in_english(&line), "The term 'go' is not recognized as a name of a cmdlet");
        }
        assert_eq!(in_english("go: downloading x v1.0.0"), "go: downloading x v1.0.0");
    }
}
