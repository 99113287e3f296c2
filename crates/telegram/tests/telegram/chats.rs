//! Reading chats.

use signet_sandbox::NewAccount;

use crate::telegram::{person, start_with, unbroken, young_home};

#[tokio::test]
async fn chats_and_their_last_messages_are_read() {
    let sandbox = start_with(NewAccount {
        lively: true,
        ..person()
    });
    let client = young_home(&sandbox).await;
    let chats = client.chats(20).await.unwrap();
    assert!(chats.len() > 1);
    assert!(chats.iter().all(|chat| !chat.title.is_empty()));
    let chat = &chats[1];
    let messages = client.messages(&chat.peer, 3).await.unwrap();
    assert_eq!(messages.first(), chat.last.as_ref());
    assert!(messages.is_sorted_by(|newer, older| newer.id > older.id));
    assert!(!messages[0].text.is_empty());
    assert_eq!(client.chats(1).await.unwrap().len(), 1);
    unbroken(&sandbox);
}
