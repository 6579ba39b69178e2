//! Windows' messages in its own languages. `go` asks Windows for English and is answered in the system's language where
//! English is not installed, so each message is read as the English one and every rule holds for it.

use std::borrow::Cow;

/// What is said of a program that is not on PATH, which it names in quotes before or after.
const NOT_RECOGNISED: &str = "is not recognized as an internal or external command";

/// A message: English, and as German, French, Spanish, Portuguese, Russian, Japanese, Korean, Chinese (mainland, Taiwan),
/// Italian and Polish systems have it. Pieces that stand in no other message are enough.
const MESSAGES: [(&str, [&str; 11]); 18] = [
    (
        "No connection could be made because the target machine actively refused it",
        [
            "Es konnte keine Verbindung hergestellt werden, da der Zielcomputer die Verbindung verweigerte",
            "l'ordinateur cible l'a expressément refusée",
            "el equipo de destino denegó expresamente dicha conexión",
            "a máquina de destino as recusou ativamente",
            "конечный компьютер отверг запрос на подключение",
            "対象のコンピューターによって拒否されたため、接続できませんでした",
            "대상 컴퓨터에서 연결을 거부했으므로 연결하지 못했습니다",
            "由于目标计算机积极拒绝",
            "因為目標電腦拒絕連線",
            "Rifiuto persistente del computer di destinazione",
            "komputer docelowy aktywnie go odmawia",
        ],
    ),
    (
        "A connection attempt failed because the connected party did not properly respond after a period of time",
        [
            "da die Gegenstelle nach einer bestimmten Zeitspanne nicht richtig reagiert hat",
            "n'a pas répondu convenablement au-delà d'une certaine durée",
            "la parte conectada no respondió adecuadamente tras un periodo de tiempo",
            "o componente conectado não respondeu corretamente após um período de tempo",
            "от другого компьютера за требуемое время не получен нужный отклик",
            "接続済みの呼び出し先が一定の時間を過ぎても正しく応答しなかったため",
            "연결된 구성원으로부터 응답이 없어 연결하지 못했거나",
            "由于连接方在一段时间后没有正确答复",
            "因為連線對象有一段時間並未正確回應",
            "Risposta non corretta della parte connessa dopo l'intervallo di tempo",
            "połączona strona nie odpowiedziała poprawnie po ustalonym okresie czasu",
        ],
    ),
    (
        "An existing connection was forcibly closed by the remote host",
        [
            "Eine vorhandene Verbindung wurde vom Remotehost geschlossen",
            "Une connexion existante a dû être fermée par l'hôte distant",
            "Se ha forzado la interrupción de una conexión existente por el host remoto",
            "Foi forçado o cancelamento de uma conexão existente pelo host remoto",
            "Удаленный хост принудительно разорвал существующее подключение",
            "既存の接続はリモート ホストに強制的に切断されました",
            "현재 연결은 원격 호스트에 의해 강제로 끊겼습니다",
            "远程主机强迫关闭了一个现有的连接",
            "遠端主機已強制關閉一個現存的連線",
            "Connessione in corso interrotta forzatamente dall'host remoto",
            "Istniejące połączenie zostało gwałtownie zamknięte przez zdalnego hosta",
        ],
    ),
    (
        "An established connection was aborted by the software in your host machine",
        [
            "Eine bestehende Verbindung wurde softwaregesteuert durch den Hostcomputer abgebrochen",
            "Une connexion établie a été abandonnée par un logiciel de votre ordinateur hôte",
            "Se ha anulado una conexión establecida por el software en su equipo host",
            "Uma conexão estabelecida foi anulada pelo software no computador host",
            "Программа на вашем хост-компьютере разорвала установленное подключение",
            "確立された接続がホスト コンピューターのソウトウェアによって中止されました",
            "현재 연결은 사용자의 호스트 시스템의 소프트웨어의 의해 중단되었습니다",
            "你的主机中的软件中止了一个已建立的连接",
            "連線已被您主機上的軟體中止",
            "Connessione stabilita interrotta dal software nel computer host",
            "Nawiązane połączenie zostało przerwane przez oprogramowanie zainstalowane w komputerze-hoście",
        ],
    ),
    (
        "A socket operation was attempted to an unreachable network",
        [
            "Ein Socketvorgang bezog sich auf ein nicht verfügbares Netzwerk",
            "Une opération a été tentée sur un réseau impossible à atteindre",
            "Se ha intentado una operación de socket en una red no accesible",
            "Uma operação de soquete foi tentada em uma rede inacessível",
            "Сделана попытка выполнить операцию на сокете при отключенной сети",
            "到達できないネットワークに対してソケット操作を実行しようとしました",
            "연결할 수 없는 네트워크에서 소켓 작업을 시도했습니다",
            "向一个无法连接的网络尝试了一个套接字操作",
            "通訊端操作嘗試連線到一個無法連線的網路",
            "Tentativo di operazione del socket verso una rete non raggiungibile",
            "wykonywanej przez gniazdo, na nieosiągalnej sieci",
        ],
    ),
    (
        "An attempt was made to access a socket in a way forbidden by its access permissions",
        [
            "Der Zugriff auf einen Socket war aufgrund der Zugriffsrechte des Sockets unzulässig",
            "Une tentative d'accès à un socket de manière interdite par ses autorisations d'accès",
            "Intento de acceso a un socket no permitido por sus permisos de acceso",
            "acesso a um soquete de uma maneira que é proibida pelas permissões de acesso",
            "попытка доступа к сокету методом, запрещенным правами доступа",
            "アクセス許可で禁じられた方法でソケットにアクセスしようとしました",
            "액세스 권한에 의해 숨겨진 소켓에 액세스를 시도했습니다",
            "以一种访问权限不允许的方式做了一个访问套接字的尝试",
            "嘗試存取通訊端被拒絕，因為存取權限不足",
            "Tentativo di accesso al socket con modalità non consentite dalle rispettive autorizzazioni di accesso",
            "dostępu do gniazda w sposób zabroniony przez przypisane do niego uprawnienia dostępu",
        ],
    ),
    (
        "No such host is known.",
        [
            "Der angegebene Host ist unbekannt",
            "Hôte inconnu",
            "Host desconocido",
            "Este host não é conhecido",
            "Этот хост неизвестен",
            "そのようなホストは不明です",
            "알려진 호스트가 없습니다",
            "不知道这样的主机",
            "無法識別這台主機",
            "Host sconosciuto",
            "Nieznany host",
        ],
    ),
    (
        "Access is denied.",
        [
            "Zugriff verweigert",
            "Accès refusé",
            "Acceso denegado",
            "Acesso negado",
            "Отказано в доступе",
            "アクセスが拒否されました",
            "액세스가 거부되었습니다",
            "拒绝访问",
            "存取被拒",
            "Accesso negato",
            "Odmowa dostępu",
        ],
    ),
    (
        "The process cannot access the file because it is being used by another process.",
        [
            "Der Prozess kann nicht auf die Datei zugreifen, da sie von einem anderen Prozess verwendet wird",
            "Le processus ne peut pas accéder au fichier car ce fichier est utilisé par un autre processus",
            "El proceso no tiene acceso al archivo porque está siendo utilizado por otro proceso",
            "O arquivo já está sendo usado por outro processo",
            "Процесс не может получить доступ к файлу, так как этот файл занят другим процессом",
            "プロセスはファイルにアクセスできません。別のプロセスが使用中です",
            "다른 프로세스가 파일을 사용 중이기 때문에",
            "另一个程序正在使用此文件，进程无法访问",
            "由於另一個程序正在使用此檔案",
            "Impossibile accedere al file. Il file è utilizzato da un altro processo",
            "ponieważ jest on używany przez inny proces",
        ],
    ),
    (
        "There is not enough space on the disk.",
        [
            "Es steht nicht genug Speicherplatz auf dem Datenträger zur Verfügung",
            "Espace insuffisant sur le disque",
            "Espacio en disco insuficiente",
            "Espaço insuficiente no disco",
            "Недостаточно места на диске",
            "ディスクに十分な空き領域がありません",
            "디스크 공간이 부족합니다",
            "磁盘空间不足",
            "磁碟空間不足",
            "Spazio su disco insufficiente",
            "Za mało miejsca na dysku",
        ],
    ),
    (
        "The system cannot find the file specified.",
        [
            "Das System kann die angegebene Datei nicht finden",
            "Le fichier spécifié est introuvable",
            "El sistema no puede encontrar el archivo especificado",
            "O sistema não pode encontrar o arquivo especificado",
            "Не удается найти указанный файл",
            "指定されたファイルが見つかりません",
            "지정된 파일을 찾을 수 없습니다",
            "系统找不到指定的文件",
            "系統找不到指定的檔案",
            "Impossibile trovare il file specificato",
            "Nie można odnaleźć określonego pliku",
        ],
    ),
    (
        "This is usually a temporary error during hostname resolution",
        [
            "Dies ist normalerweise ein zeitweiliger Fehler bei der Auflösung von Hostnamen",
            "une erreur temporaire qui se produit durant la résolution du nom d'hôte",
            "Suele ser un error temporal durante la resolución de nombres de host",
            "um erro temporário durante a resolução de nomes de host",
            "временная ошибка, возникающая во время разрешения имен узлов",
            "ホスト名の解決における一時的なエラー",
            "호스트 이름을 확인하는 동안 발생하는 일시적인 오류",
            "这是在主机名解析时通常出现的暂时错误",
            "這通常是發生在主機名稱解析時的暫時性錯誤",
            "un errore temporaneo durante la risoluzione del nome host",
            "błąd tymczasowy występujący podczas rozpoznawania nazwy hosta",
        ],
    ),
    (
        "The requested name is valid, but no data of the requested type was found.",
        [
            "Der angeforderte Name ist gültig, es wurden jedoch keine Daten",
            "Le nom demandé est valide, mais aucune donnée",
            "El nombre solicitado es válido, pero no se encontraron datos",
            "O nome solicitado é válido, mas não foram encontrados dados",
            "Запрошенное имя верно, но данные запрошенного типа не найдены",
            "要求した名前は有効ですが、要求された種類のデータは見つかりませんでした",
            "요청한 이름이 유효하지만 요청한 형식의 데이터를",
            "请求的名称有效，但是找不到请求的类型的数据",
            "要求的名稱有效，但是找不到要求類型的資料",
            "Il nome richiesto è valido ma non sono stati trovati dati",
            "Żądana nazwa jest prawidłowa, ale nie znaleziono danych",
        ],
    ),
    (
        "A socket operation was attempted to an unreachable host.",
        [
            "Der Host war bei einem Socketvorgang nicht erreichbar",
            "Une opération a été tentée sur un hôte impossible à atteindre",
            "una operación de socket en un host no accesible",
            "Uma operação de soquete foi tentada em um host inacessível",
            "попытка выполнить операцию на сокете для недоступного хоста",
            "到達できないホストに対してソケット操作を実行しようとしました",
            "연결할 수 없는 호스트에서 소켓 작업을 시도했습니다",
            "套接字操作尝试一个无法连接的主机",
            "通訊端操作嘗試連線到一個無法連線的主機",
            "Tentativo di operazione del socket verso un host non raggiungibile",
            "wykonywanej przez gniazdo, na nieosiągalnym hoście",
        ],
    ),
    (
        "The paging file is too small for this operation to complete.",
        [
            "Die Auslagerungsdatei ist zu klein",
            "Le fichier de pagination est insuffisant pour terminer",
            "El archivo de paginación es demasiado pequeño",
            "O arquivo de paginação é muito pequeno",
            "Файл подкачки слишком мал для завершения операции",
            "ページング ファイルが小さすぎるため",
            "이 작업을 완료하기 위한 페이징 파일이 너무 작습니다",
            "页面文件太小，无法完成操作",
            "分頁檔太小，無法完成",
            "File di paging insufficiente per completare",
            "Plik stronicowania jest za mały",
        ],
    ),
    (
        "Operation did not complete successfully because the file contains a virus or potentially unwanted software.",
        [
            "da die Datei einen Virus oder möglicherweise unerwünschte Software enthält",
            "car le fichier contient un virus ou un logiciel potentiellement indésirable",
            "porque el archivo contiene un virus o software potencialmente no deseado",
            "porque o arquivo contém um vírus ou software potencialmente indesejado",
            "так как файл содержит вирус или потенциально нежелательную программу",
            "ファイルにウイルスまたは望ましくない可能性のあるソフトウェアが含まれているため",
            "파일에 바이러스 또는 기타 사용자 동의 없이 설치된 소프트웨어가",
            "因为文件包含病毒或潜在的垃圾软件",
            "因為檔案含有病毒或潛在的垃圾軟體",
            "Il file contiene un virus o software potenzialmente indesiderato",
            "ponieważ plik zawiera wirusa lub potencjalnie niechciane oprogramowanie",
        ],
    ),
    (
        "The system cannot find the path specified.",
        [
            "Das System kann den angegebenen Pfad nicht finden",
            "Le chemin d'accès spécifié est introuvable",
            "El sistema no puede encontrar la ruta especificada",
            "O sistema não pode encontrar o caminho especificado",
            "Системе не удается найти указанный путь",
            "指定されたパスが見つかりません",
            "지정된 경로를 찾을 수 없습니다",
            "系统找不到指定的路径",
            "系統找不到指定的路徑",
            "Impossibile trovare il percorso specificato",
            "System nie może odnaleźć określonej ścieżki",
        ],
    ),
    (
        NOT_RECOGNISED,
        [
            "ist entweder falsch geschrieben oder konnte nicht gefunden werden",
            "est pas reconnu en tant que commande interne",
            "no se reconoce como un comando interno o externo",
            "não é reconhecido como um comando interno",
            "не является внутренней или внешней",
            "内部コマンドまたは外部コマンド",
            "내부 또는 외부 명령",
            "不是内部或外部命令",
            "不是內部或外部命令",
            "non è riconosciuto come comando interno o esterno",
            "nie jest rozpoznawana jako polecenie wewnętrzne lub zewnętrzne",
        ],
    ),
];

/// The line with a message of Windows in English.
pub(super) fn in_english(line: &str) -> Cow<'_, str> {
    // Both kinds of apostrophe are in use.
    let plain = if line.contains('\u{2019}') {
        Cow::Owned(line.replace('\u{2019}', "'"))
    } else {
        Cow::Borrowed(line)
    };
    let is_ascii = plain.is_ascii();
    for (english, others) in &MESSAGES {
        for other in others {
            if is_ascii && !other.is_ascii() {
                continue;
            }
            if let Some(at) = plain.find(other) {
                return Cow::Owned(replaced(&plain, at..at + other.len(), english));
            }
        }
    }
    Cow::Borrowed(line)
}

/// The line with a message in English in the place of the one that a piece of it was found of.
fn replaced(line: &str, piece: std::ops::Range<usize>, english: &str) -> String {
    let (before, after) = (&line[..piece.start], &line[piece.end..]);
    if *english == *NOT_RECOGNISED {
        let quoted = |quote| before.split(quote).nth(1);
        let program = quoted('\'').or_else(|| quoted('"')).unwrap_or("program");
        return format!("'{program}' {english}{after}");
    }
    // The message may begin before the piece: behind the words of the system call.
    let begin = before.rfind(": ").map_or(before.len(), |colon| colon + 2);
    format!("{}{english}{after}", &before[..begin])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::explain::explain;

    fn first(text: &str) -> &'static str {
        explain(text).causes.first().map_or("nothing", |cause| cause.id.id())
    }

    #[test]
    fn every_language_is_read_as_english() {
        for (index, id) in [(0, "tcp_refused"), (1, "tcp_timeout"), (5, "tcp_forbidden")] {
            for other in MESSAGES[index].1 {
                let line = format!(
                    "go: example.com/m@v1.0.0: Get \"https://h.example/x\": dial tcp 192.0.2.1:443: connectex: {other}."
                );
                assert_eq!(first(&line), id, "{line}");
            }
        }
        for (english, id) in [("A socket operation was attempted to an unreachable host.", "tcp_unreachable")]
        {
            let (_, others) = MESSAGES.iter().find(|(message, _)| *message == english).unwrap();
            for other in others {
                let line = format!(
                    "go: example.com/m@v1.0.0: Get \"https://h.example/x\": dial tcp 192.0.2.1:443: connectex: {other}."
                );
                assert_eq!(first(&line), id, "{line}");
            }
        }
        for other in MESSAGES[7].1 {
            assert_eq!(first(&format!("go: open C:\\go\\x.mod: {other}.")), "permission_denied", "{other}");
        }
        for other in MESSAGES[8].1 {
            assert_eq!(first(&format!("go: open C:\\go\\x.exe: {other}.")), "file_in_use", "{other}");
        }
    }
}
