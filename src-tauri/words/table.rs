//! The sentences, language by language.

use super::{Notice, Words};

pub const EN: Words = Words {
    open: "Open Signet",
    lock: "Lock",
    quit: "Quit Signet",
    new_device: Notice {
        title: "New sign-in",
        body: "Somebody signed in to one of your accounts. Open Signet to see whether it was you.",
    },
    access_ends: Notice {
        title: "Access ends in 3 days",
        body: "A service’s access to one of your accounts is about to end. Open Signet to see which.",
    },
    access_ended: Notice {
        title: "Access has ended",
        body: "A service can no longer use one of your accounts.",
    },
    sign_in_lost: Notice {
        title: "A sign-in was lost",
        body: "One of your accounts is no longer signed in on this computer. Open Signet to sign in again.",
    },
    delivery_stuck: Notice {
        title: "Not delivered yet",
        body: "A platform has not answered for 10 minutes. Signet keeps trying.",
    },
    update_needed: Notice {
        title: "Signet needs an update",
        body: "Open Signet to see how.",
    },
};

pub const DE: Words = Words {
    open: "Signet öffnen",
    lock: "Sperren",
    quit: "Signet beenden",
    new_device: Notice {
        title: "Neue Anmeldung",
        body: "Jemand hat sich bei einem deiner Konten angemeldet. Öffne Signet und sieh nach, ob du das warst.",
    },
    access_ends: Notice {
        title: "Zugriff endet in 3 Tagen",
        body: "Der Zugriff eines Dienstes auf eines deiner Konten endet bald. Öffne Signet und sieh nach, welcher.",
    },
    access_ended: Notice {
        title: "Zugriff beendet",
        body: "Ein Dienst kann eines deiner Konten nicht mehr benutzen.",
    },
    sign_in_lost: Notice {
        title: "Eine Anmeldung ging verloren",
        body: "Eines deiner Konten ist auf diesem Computer nicht mehr angemeldet. Öffne Signet, um dich neu anzumelden.",
    },
    delivery_stuck: Notice {
        title: "Noch nicht zugestellt",
        body: "Eine Plattform antwortet seit 10 Minuten nicht. Signet versucht es weiter.",
    },
    update_needed: Notice {
        title: "Signet braucht eine Aktualisierung",
        body: "Öffne Signet und sieh nach, wie.",
    },
};

pub const ES: Words = Words {
    open: "Abrir Signet",
    lock: "Bloquear",
    quit: "Salir de Signet",
    new_device: Notice {
        title: "Nuevo inicio de sesión",
        body: "Alguien ha iniciado sesión en una de tus cuentas. Abre Signet para ver si has sido tú.",
    },
    access_ends: Notice {
        title: "Un acceso termina en 3 días",
        body: "El acceso de un servicio a una de tus cuentas está por terminar. Abre Signet para ver cuál.",
    },
    access_ended: Notice {
        title: "Un acceso ha terminado",
        body: "Un servicio ya no puede usar una de tus cuentas.",
    },
    sign_in_lost: Notice {
        title: "Se ha perdido una sesión",
        body: "Una de tus cuentas ya no tiene la sesión iniciada en este equipo. Abre Signet para volver a iniciarla.",
    },
    delivery_stuck: Notice {
        title: "Aún sin entregar",
        body: "Una plataforma no responde desde hace 10 minutos. Signet sigue intentándolo.",
    },
    update_needed: Notice {
        title: "Hay que actualizar Signet",
        body: "Abre Signet para ver cómo.",
    },
};

pub const PT: Words = Words {
    open: "Abrir o Signet",
    lock: "Bloquear",
    quit: "Sair do Signet",
    new_device: Notice {
        title: "Novo login",
        body: "Alguém entrou em uma das suas contas. Abra o Signet para ver se foi você.",
    },
    access_ends: Notice {
        title: "Um acesso termina em 3 dias",
        body: "O acesso de um serviço a uma das suas contas está para terminar. Abra o Signet para ver qual.",
    },
    access_ended: Notice {
        title: "Um acesso terminou",
        body: "Um serviço não pode mais usar uma das suas contas.",
    },
    sign_in_lost: Notice {
        title: "Um login foi perdido",
        body: "Uma das suas contas não está mais conectada neste computador. Abra o Signet para entrar de novo.",
    },
    delivery_stuck: Notice {
        title: "Ainda não entregue",
        body: "Uma plataforma não responde há 10 minutos. O Signet continua tentando.",
    },
    update_needed: Notice {
        title: "O Signet precisa ser atualizado",
        body: "Abra o Signet para ver como.",
    },
};

pub const RU: Words = Words {
    open: "Открыть Signet",
    lock: "Заблокировать",
    quit: "Выйти из Signet",
    new_device: Notice {
        title: "Новый вход",
        body: "Кто-то вошёл в один из ваших аккаунтов. Откройте Signet и проверьте, вы ли это.",
    },
    access_ends: Notice {
        title: "Доступ закончится через 3 дня",
        body: "Доступ сервиса к одному из ваших аккаунтов скоро закончится. Откройте Signet и посмотрите, какой.",
    },
    access_ended: Notice {
        title: "Доступ закончился",
        body: "Сервис больше не может пользоваться одним из ваших аккаунтов.",
    },
    sign_in_lost: Notice {
        title: "Вход потерян",
        body: "Один из ваших аккаунтов больше не подключён на этом компьютере. Откройте Signet, чтобы войти снова.",
    },
    delivery_stuck: Notice {
        title: "Ещё не доставлено",
        body: "Платформа не отвечает 10 минут. Signet продолжает попытки.",
    },
    update_needed: Notice {
        title: "Нужно обновить Signet",
        body: "Откройте Signet и посмотрите, как.",
    },
};

pub const UK: Words = Words {
    open: "Відкрити Signet",
    lock: "Заблокувати",
    quit: "Вийти з Signet",
    new_device: Notice {
        title: "Новий вхід",
        body: "Хтось увійшов в один із ваших акаунтів. Відкрийте Signet і перевірте, чи це ви.",
    },
    access_ends: Notice {
        title: "Доступ завершиться за 3 дні",
        body: "Доступ сервісу до одного з ваших акаунтів скоро завершиться. Відкрийте Signet і подивіться, який.",
    },
    access_ended: Notice {
        title: "Доступ завершився",
        body: "Сервіс більше не може користуватися одним із ваших акаунтів.",
    },
    sign_in_lost: Notice {
        title: "Вхід втрачено",
        body: "Один із ваших акаунтів більше не підключено на цьому комп’ютері. Відкрийте Signet, щоб увійти знову.",
    },
    delivery_stuck: Notice {
        title: "Ще не доставлено",
        body: "Платформа не відповідає 10 хвилин. Signet пробує далі.",
    },
    update_needed: Notice {
        title: "Потрібно оновити Signet",
        body: "Відкрийте Signet і подивіться, як.",
    },
};

pub const FA: Words = Words {
    open: "باز کردن Signet",
    lock: "قفل کردن",
    quit: "خروج از Signet",
    new_device: Notice {
        title: "ورود تازه",
        body: "کسی وارد یکی از حساب‌های شما شد. Signet را باز کنید و ببینید آیا خودتان بوده‌اید.",
    },
    access_ends: Notice {
        title: "دسترسی تا ۳ روز دیگر پایان می‌یابد",
        body: "دسترسی سرویسی به یکی از حساب‌های شما رو به پایان است. Signet را باز کنید و ببینید کدام است.",
    },
    access_ended: Notice {
        title: "دسترسی پایان یافت",
        body: "سرویسی دیگر نمی‌تواند از یکی از حساب‌های شما استفاده کند.",
    },
    sign_in_lost: Notice {
        title: "ورودی از دست رفت",
        body: "یکی از حساب‌های شما دیگر روی این رایانه وارد نیست. برای ورود دوباره Signet را باز کنید.",
    },
    delivery_stuck: Notice {
        title: "هنوز تحویل نشده",
        body: "سکویی ۱۰ دقیقه است که پاسخ نمی‌دهد. Signet همچنان تلاش می‌کند.",
    },
    update_needed: Notice {
        title: "Signet باید به‌روز شود",
        body: "Signet را باز کنید و ببینید چگونه.",
    },
};

pub const ID: Words = Words {
    open: "Buka Signet",
    lock: "Kunci",
    quit: "Keluar dari Signet",
    new_device: Notice {
        title: "Login baru",
        body: "Seseorang masuk ke salah satu akun Anda. Buka Signet untuk melihat apakah itu Anda.",
    },
    access_ends: Notice {
        title: "Akses berakhir dalam 3 hari",
        body: "Akses sebuah layanan ke salah satu akun Anda akan segera berakhir. Buka Signet untuk melihat yang mana.",
    },
    access_ended: Notice {
        title: "Akses telah berakhir",
        body: "Sebuah layanan tidak dapat lagi memakai salah satu akun Anda.",
    },
    sign_in_lost: Notice {
        title: "Sebuah login hilang",
        body: "Salah satu akun Anda tidak lagi masuk di komputer ini. Buka Signet untuk masuk lagi.",
    },
    delivery_stuck: Notice {
        title: "Belum terkirim",
        body: "Sebuah platform tidak menjawab selama 10 menit. Signet terus mencoba.",
    },
    update_needed: Notice {
        title: "Signet perlu diperbarui",
        body: "Buka Signet untuk melihat caranya.",
    },
};
